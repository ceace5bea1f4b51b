import Domain
import JSON

extension PartnerAPI {
    /// A wrong item is rejected alone, so an item is always read unless it is no object.
    package static func inventory(in body: [UInt8]) throws(BodyFault) -> [InventoryItem] {
        let elements = try JSONValue.object(in: body).list("items")
        var items: [InventoryItem] = []
        items.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            guard case .object = element else { throw .wrongType(at: "/items/\(index)") }
            items.append(item(element))
        }
        guard InventoryRule.items.contains(items.count) else {
            throw .invalid("Send 1 to 1000 items in one request; this one has \(items.count).", at: "/items")
        }
        return items
    }

    private static func item(_ json: JSONValue) -> InventoryItem {
        let time: InventoryItem.Time =
            switch json["updatedAt"] {
            case nil, .null: .missing
            case .text(let text): Instant(rfc3339: text).map { .read($0) } ?? .unreadable
            default: .unreadable
            }
        return InventoryItem(sku: json["sku"]?.text, quantity: json["quantity"]?.wholeNumber, updatedAt: time)
    }

    /// How many items an answer of ours speaks of, and how many of them were rejected; nil for another document.
    package static func counts(inAnswer body: [UInt8]) -> (all: Int, rejected: Int)? {
        let answer = try? JSONValue(body)
        let numbers = ["updated", "unchanged", "stale", "rejected"].map { answer?[$0]?.wholeNumber ?? 0 }
        let all = numbers.reduce(0, +)
        return all == 0 ? nil : (all, numbers[3])
    }

    package static func answer(toUpdate requestID: String, _ results: [InventoryResult]) -> [UInt8] {
        answer(requestID, results, listing: results).bytes
    }

    /// - Parameter listed: those of the results that are listed one by one.
    private static func answer(
        _ requestID: String, _ results: [InventoryResult], listing listed: [InventoryResult]
    ) -> JSONValue {
        func count(_ verdict: StockLevel.Verdict?) -> JSONValue { .integer(results.count { $0.verdict == verdict }) }
        return [
            "requestId": .text(requestID), "updated": count(.updated), "unchanged": count(.unchanged),
            "stale": count(.stale), "rejected": count(nil), "results": .list(listed.map(result)),
        ]
    }

    private static func result(_ result: InventoryResult) -> JSONValue {
        switch result {
        case .taken(let sku, let outcome):
            [
                "sku": .text(sku.text), "status": .text(outcome.verdict.arvindWord),
                "quantity": .integer(outcome.count), "available": .integer(outcome.available),
            ]
        case .rejected(let sku, let reason):
            [
                "sku": sku.map { .text($0) }, "status": "rejected", "code": .text(reason.arvindWord),
                "detail": .text(reason.detail),
            ]
        }
    }

    /// How many of the items that were not taken are listed one by one.
    private static let listed = 50

    /// What the log keeps of a large inventory update, and of its answer: how many items there were, and those that were not taken.
    package static func summary(
        ofUpdate body: [UInt8], _ requestID: String, _ results: [InventoryResult]
    ) -> (body: String, answer: String) {
        let failures = results.indices.filter { results[$0].verdict == nil || results[$0].verdict == .stale }
            .prefix(listed)
        let sent = failures.isEmpty ? [] : (try? JSONValue.object(in: body).list("items")) ?? []
        let kept: JSONValue = [
            "itemCount": .integer(results.count), "itemsNotTaken": .list(failures.compactMap { sent[$0] }),
        ]
        return (kept.document, answer(requestID, results, listing: failures.map { results[$0] }).document)
    }

    package static func inventoryPage(_ lines: [InventoryLine], next: String?) -> [UInt8] {
        let items: [JSONValue] = lines.map { line in
            [
                "sku": .text(line.code), "quantity": JSONValue(line.count), "available": JSONValue(line.available),
                "updatedAt": JSONValue(line.countedAt?.rfc3339), "productId": JSONValue(line.productID.number),
                "option": JSONValue(line.option), "value": JSONValue(line.value),
            ]
        }
        return (["items": .list(items), "next": JSONValue(next)] as JSONValue).bytes
    }
}
