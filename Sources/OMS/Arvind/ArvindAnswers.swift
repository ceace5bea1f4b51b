import Domain
import JSON

extension ArvindWire {
    /// The answer to a call that changes something.
    struct Verdict: Decodable {
        let status: String
        let code: String?
        let message: String?
        let arvindOrderId: String?
        let arvindReturnId: String?
    }

    /// nil when the body does not report success.
    static func success(_ body: [UInt8]) -> Verdict? {
        guard let verdict = try? Verdict(json: body), verdict.status == "SUCCESS" else {
            return nil
        }
        return verdict
    }

    private struct ServiceabilityReply: Decodable {
        struct Item: Decodable {
            let sku: String
            let serviceable: Bool
            let availableQuantity: Int?
            let reason: String?
        }

        let serviceable: Bool
        let items: [Item]?
        let reason: String?
    }

    /// nil when the body is not as agreed.
    @Sendable static func serviceabilityAnswer(_ status: Int, _ body: [UInt8]) -> ServiceabilityAnswer? {
        guard status == 200, let answer = try? ServiceabilityReply(json: body) else {
            return nil
        }
        return ServiceabilityAnswer(
            isServiceable: answer.serviceable, reason: reason(answer.reason),
            items: (answer.items ?? []).map {
                .init(
                    sku: $0.sku, isServiceable: $0.serviceable, availableQuantity: $0.availableQuantity,
                    reason: reason($0.reason))
            })
    }

    /// An empty reason is none.
    private static func reason(_ text: String?) -> RefusalCode? {
        text.flatMap { $0.isEmpty ? nil : RefusalCode(arvindReason: $0) }
    }
}
