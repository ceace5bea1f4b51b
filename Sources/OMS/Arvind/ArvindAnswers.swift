import Domain
import JSON
import Outbound

extension ArvindWire {
    /// Sorts an answer: accepted, refused, or unclear.
    static func answer<Value>(to message: Message<Value>, _ answer: HTTPClient.Answer) -> Answer<Value> {
        let body = answer.body
        switch answer.status {
        case 429: return .unclear("Arvind asked us to slow down (HTTP 429).")
        case 200..<300, 400..<500:
            let verdict = try? Verdict(json: body)
            let isRefusal = verdict?.status == "FAILURE"
            if refusesToken(answer) {
                return .unclear("Arvind does not accept the Auth Token (HTTP \(answer.status)).")
            }
            if let verdict, isRefusal {
                let refusal = OMSRefusal(arvind: verdict.code, message: verdict.message)
                return message.accepting(answer.status, refusal).map { .accepted($0) } ?? .refused(refusal)
            }
            if answer.status < 300, let value = message.success(answer.status, body) { return .accepted(value) }
            return .unclear("Arvind answered something we do not understand (HTTP \(answer.status)).")
        default: return .unclear("Arvind had an internal error (HTTP \(answer.status)).")
        }
    }

    /// A 401 or 403 that gives no code is about us, not about what we asked.
    static func refusesToken(_ answer: HTTPClient.Answer) -> Bool {
        guard answer.status == 401 || answer.status == 403 else { return false }
        let verdict = try? Verdict(json: answer.body)
        return verdict?.status != "FAILURE" || verdict?.code?.isEmpty != false
    }

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
