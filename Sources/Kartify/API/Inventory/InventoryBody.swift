import Domain
import JSON
import Storage
import Web

/// `POST /inventory`, as it came: a wrong item is rejected alone, so an item is always read unless it is no object.
struct InventoryBody {
    let items: [Item]

    /// One item with each of its members as far as it could be read.
    struct Item {
        let sku: String?
        let quantity: Int?
        let updatedAt: Time

        enum Time {
            case missing, unreadable
            case read(Instant)
        }
    }

    /// - Throws: a refusal of the body as a whole.
    init(_ request: Request) throws(APIRefusal) {
        guard let document = try? JSONValue(request.body) else { throw .malformedJSON }
        guard case .object = document else { throw .wrongType(at: "") }
        guard let list = document["items"] else { throw .missing(at: "/items") }
        guard case .list(let elements) = list else { throw .wrongType(at: "/items") }
        var items: [Item] = []
        items.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            guard case .object = element else { throw .wrongType(at: "/items/\(index)") }
            items.append(Item(element))
        }
        guard InventoryRule.items.contains(items.count) else {
            throw .invalidBody("Send 1 to 1000 items in one request; this one has \(items.count).", at: "/items")
        }
        self.items = items
    }
}

extension InventoryBody.Item {
    fileprivate init(_ item: JSONValue) {
        sku = item["sku"]?.text
        quantity = item["quantity"]?.wholeNumber
        updatedAt =
            switch item["updatedAt"] {
            case nil, .null: .missing
            case .text(let text): Instant(rfc3339: text).map { .read($0) } ?? .unreadable
            default: .unreadable
            }
    }

    /// The count this item brings.
    ///
    /// - Throws: why the item is rejected.
    func count(receivedAt now: Instant) throws(InventoryRejected) -> StockCount {
        guard let sku = sku.flatMap(SKU.init) else { throw InventoryRejected(.invalidSKU) }
        guard let quantity, InventoryRule.quantity.contains(quantity) else { throw InventoryRejected(.invalidQuantity) }
        switch updatedAt {
        case .unreadable: throw InventoryRejected(.invalidUpdatedAt)
        case .missing: return StockCount(sku: sku, count: quantity, takenAt: now)
        case .read(let time):
            guard time <= now + InventoryRule.clockSkew else { throw InventoryRejected(.invalidUpdatedAt) }
            // A clock that runs a little ahead must not make the next count look old.
            return StockCount(sku: sku, count: quantity, takenAt: min(time, now))
        }
    }
}

/// Why an item of an update is rejected.
struct InventoryRejected: Error {
    let reason: InventoryRule.Rejection

    init(_ reason: InventoryRule.Rejection) {
        self.reason = reason
    }
}
