import Domain
import JSON

/// What FYND answers: `{"success": true, …}` or `{"success": false, "error": {"code", "message"}}`.
enum FyndAnswers {
    /// nil when the body does not report success.
    static func success(_ body: [UInt8]) -> JSONValue? {
        guard let answer = try? JSONValue(body), answer["success"]?.bool == true else { return nil }
        return answer
    }

    private struct ServiceabilityReply: Decodable {
        struct Bag: Decodable {
            let sku: String
            let serviceable: Bool
            let available: Int?
            let reason: String?
        }

        let success: Bool
        let serviceable: Bool
        let bags: [Bag]?
        let reason: String?
    }

    /// nil when the body is not as agreed.
    @Sendable static func serviceability(_ status: Int, _ body: [UInt8]) -> ServiceabilityAnswer? {
        guard status == 200, let answer = try? ServiceabilityReply(json: body), answer.success else { return nil }
        return ServiceabilityAnswer(
            isServiceable: answer.serviceable, reason: reason(answer.reason),
            items: (answer.bags ?? []).map {
                .init(
                    sku: $0.sku, isServiceable: $0.serviceable, availableQuantity: $0.available,
                    reason: reason($0.reason))
            })
    }

    /// An empty reason is none.
    private static func reason(_ code: String?) -> RefusalCode? {
        code.flatMap { $0.isEmpty ? nil : RefusalCode(fynd: $0) }
    }

    /// A SKU that no website can have means nothing: it is left out.
    @Sendable static func stockChanges(_ status: Int, _ body: [UInt8]) -> StockChanges? {
        guard let answer = success(body), case .list(let skus)? = answer["skus"], let cursor = answer["cursor"]?.text,
            (1...500).contains(cursor.count)
        else { return nil }
        return StockChanges(
            skus: skus.compactMap { $0.text.flatMap(SKU.init) }, cursor: cursor,
            hasMore: answer["hasMore"]?.bool == true)
    }

    /// Counts without a time: whoever asked knows when the call began.
    @Sendable static func stock(_ status: Int, _ body: [UInt8]) -> [InventoryItem]? {
        guard let answer = success(body), case .list(let counts)? = answer["stock"] else { return nil }
        return counts.map {
            InventoryItem(sku: $0["sku"]?.text, quantity: $0["quantity"]?.wholeNumber, updatedAt: .missing)
        }
    }
}

extension FyndWire {
    static func refusal(in body: [UInt8]) -> OMSRefusal? {
        guard let answer = try? JSONValue(body), answer["success"]?.bool == false else { return nil }
        let error = answer["error"]
        let code = error?["code"]?.text ?? ""
        return OMSRefusal(code: RefusalCode(fynd: code), ownCode: code, message: error?["message"]?.text ?? "")
    }
}
