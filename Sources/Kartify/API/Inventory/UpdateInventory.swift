import Domain
import Storage
import Web

/// POST /api/v1/inventory
@Sendable func updateInventory(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    let body = try decodedBody(InventoryBody.self, request)
    guard InventoryRule.items.contains(body.items.count) else {
        throw APIRefusal.invalidBody(
            "Send 1 to 1000 items in one request; this one has \(body.items.count).", at: "/items")
    }
    let update = InventoryUpdate(body, receivedAt: request.now)
    let exchange = receivedCall("inventory", request)
    let answer = try world.database.write { store in
        let outcomes = try store.take(update.counts, of: partner.website.id, reference: request.id, at: request.now)
        let answer = InventoryAnswer(request.id, update.results(outcomes))
        let bytes = encodedJSON(answer)
        try store.keep(exchange.answered(.ok, bytes, at: request.now), of: partner.website.id)
        return bytes
    }
    return .json(answer)
}

/// An update, sorted into counts to take and items to reject.
private struct InventoryUpdate {
    private let verdicts: [Result<StockCount, InventoryRejected>]
    private let items: [InventoryBody.Item]

    init(_ body: InventoryBody, receivedAt now: Instant) {
        items = body.items
        var seen: [String: Int] = [:]
        for sku in items.compactMap(\.sku) { seen[sku, default: 0] += 1 }
        verdicts = items.map { item in
            if let sku = item.sku, seen[sku, default: 0] > 1 { return .failure(InventoryRejected(.duplicateSKU)) }
            return Result { () throws(InventoryRejected) in try item.count(receivedAt: now) }
        }
    }

    var counts: [StockCount] {
        verdicts.compactMap { try? $0.get() }
    }

    /// One result an item, in request order.
    func results(_ outcomes: [CountOutcome?]) -> [InventoryAnswer.Item] {
        var rest = outcomes.makeIterator()
        return zip(items, verdicts).map { item, verdict in
            switch verdict {
            case .failure(let rejected): .init(rejected: item.sku, rejected.reason)
            case .success(let count):
                if let outcome = rest.next() ?? nil {
                    .init(count.sku.text, outcome)
                } else {
                    .init(rejected: item.sku, .unknownSKU)
                }
            }
        }
    }
}

/// The contract's answer.
struct InventoryAnswer: Encodable {
    struct Item: Encodable {
        let sku: String?
        let status: String
        let quantity: Int?
        let available: Int?
        let code: String?
        let detail: String?

        init(_ sku: String, _ outcome: CountOutcome) {
            self.sku = sku
            status = outcome.verdict.rawValue
            quantity = outcome.count
            available = outcome.available
            (code, detail) = (nil, nil)
        }

        init(rejected sku: String?, _ reason: InventoryRule.Rejection) {
            self.sku = sku
            status = "rejected"
            (quantity, available) = (nil, nil)
            code = reason.rawValue
            detail = reason.detail
        }
    }

    let requestId: String
    let updated: Int
    let unchanged: Int
    let stale: Int
    let rejected: Int
    let results: [Item]

    init(_ requestID: String, _ results: [Item]) {
        requestId = requestID
        func count(_ status: String) -> Int { results.count { $0.status == status } }
        (updated, unchanged, stale, rejected) = (
            count("updated"), count("unchanged"), count("stale"), count("rejected")
        )
        self.results = results
    }
}
