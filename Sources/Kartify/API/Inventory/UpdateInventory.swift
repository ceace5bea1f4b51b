import Domain
import JSON
import Storage
import Web

/// POST /api/v1/inventory
@Sendable func updateInventory(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    try withIdempotency(request, of: partner, in: world) { key in
        let update = InventoryUpdate(try InventoryBody(request), receivedAt: request.now)
        return try world.database.write { store in
            let outcomes = try store.applyCounts(
                update.counts, of: partner.website.id, reference: request.id, at: request.now)
            let answer = InventoryAnswer(request.id, update.results(outcomes)).json
            try store.log(partner.call, .json(answer))
            try store.rememberAnswer(answer, for: key)
            return .json(answer)
        }
    }
}

/// An update, sorted into counts to take and items to reject.
private struct InventoryUpdate {
    let counts: [StockCount]
    private let verdicts: [Result<StockCount, InventoryRejected>]
    private let items: [InventoryBody.Item]

    init(_ body: InventoryBody, receivedAt now: Instant) {
        items = body.items
        var seen: [SKU: Int] = [:]
        let skus = items.map { $0.sku.flatMap(SKU.init) }
        for sku in skus.compactMap(\.self) { seen[sku, default: 0] += 1 }
        verdicts = zip(items, skus).map { item, sku in
            if let sku, seen[sku, default: 0] > 1 { return .failure(InventoryRejected(.duplicateSKU)) }
            return Result { () throws(InventoryRejected) in try item.count(receivedAt: now) }
        }
        counts = verdicts.compactMap { verdict in
            if case .success(let count) = verdict { count } else { nil }
        }
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

struct InventoryAnswer {
    struct Item {
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

    var json: [UInt8] {
        let document: JSONValue = [
            "requestId": .text(requestId), "updated": .integer(updated), "unchanged": .integer(unchanged),
            "stale": .integer(stale), "rejected": .integer(rejected), "results": .list(results.map(\.json)),
        ]
        return document.bytes
    }
}

extension InventoryAnswer.Item {
    /// What a result does not have is left out.
    fileprivate var json: JSONValue {
        [
            "sku": sku.map { .text($0) }, "status": .text(status), "quantity": quantity.map { .integer($0) },
            "available": available.map { .integer($0) }, "code": code.map { .text($0) },
            "detail": detail.map { .text($0) },
        ]
    }
}
