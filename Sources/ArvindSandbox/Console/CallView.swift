import JSON

struct CallView: Encodable, Sendable {
    let at: String
    let what: String
    let shop: String
    /// `200`, or `nothing` when there was no answer.
    let status: String
    let isGood: Bool
    let milliseconds: Int
    let request: String
    let response: String
    /// Kartify's result per item; empty when the answer has another shape.
    let results: [ResultView]

    init(_ call: ReceivedCall, _ shops: Shops) {
        at = call.at.istWithSeconds
        what = call.path
        shop = call.channel.map { shops.find(channel: $0)?.name ?? $0 } ?? "not proved"
        status = "\(call.status)"
        isGood = call.status < 400
        milliseconds = call.milliseconds
        request = call.request
        response = call.response
        results = []
    }

    init(_ call: SentCall, _ shops: Shops) {
        at = call.at.istWithSeconds
        what = [call.orderNumber, call.title].compactMap { $0 }.joined(separator: ": ")
        shop = shops.find(channel: call.channel)?.name ?? call.channel
        status = call.status.map { "\($0)" } ?? "nothing"
        isGood = call.status.map { $0 < 400 } ?? false
        milliseconds = call.milliseconds
        request = call.request
        response = call.response
        results = ResultView.all(in: call.response)
    }
}

/// Kartify's answer about one item of a webhook or of an inventory update.
struct ResultView: Encodable, Sendable {
    /// The order's item, or the SKU.
    let item: String
    /// `applied`, `late`, … or `updated`, `rejected`, …
    let outcome: String
    let isGood: Bool
    /// `available 11`, or why not.
    let detail: String

    private struct Answer: Decodable {
        struct Result: Decodable {
            let orderItemId: String?
            let outcome: String?
            let sku: String?
            let status: String?
            let quantity: Int?
            let available: Int?
            let code: String?
            let detail: String?
        }

        let results: [Result]
    }

    fileprivate static func all(in response: String) -> [ResultView] {
        guard let answer = try? Answer(json: Array(response.utf8)) else { return [] }
        return answer.results.map { result in
            let outcome = result.outcome ?? result.status ?? "?"
            let counts = [
                result.quantity.map { "quantity \($0)" }, result.available.map { "available \($0)" }, result.code,
                result.detail, result.outcome == nil ? nil : result.status,
            ]
            return ResultView(
                item: result.orderItemId ?? result.sku ?? "?", outcome: outcome,
                isGood: ["applied", "updated", "unchanged", "duplicate"].contains(outcome),
                detail: counts.compactMap { $0 }.joined(separator: ", "))
        }
    }
}
