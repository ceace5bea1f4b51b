import Domain
import Storage

/// `POST /inventory`, as it came: a wrong item is rejected alone, so an item never fails to decode unless it is no object.
struct InventoryBody: Decodable {
    let items: [Item]

    /// One item with each of its members as far as it could be read.
    struct Item: Decodable {
        let sku: String?
        let quantity: Int?
        let updatedAt: Time

        enum Time {
            case missing, unreadable
            case read(Instant)
        }

        enum CodingKeys: CodingKey { case sku, quantity, updatedAt }

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: CodingKeys.self)
            sku = try? members.decodeIfPresent(String.self, forKey: .sku)
            quantity = try? members.decodeIfPresent(Int.self, forKey: .quantity)
            updatedAt = Self.time(members)
        }

        private static func time(_ members: KeyedDecodingContainer<CodingKeys>) -> Time {
            do {
                guard let text = try members.decodeIfPresent(String.self, forKey: .updatedAt) else { return .missing }
                return Instant(rfc3339: text).map { .read($0) } ?? .unreadable
            } catch {
                return .unreadable
            }
        }
    }
}

extension InventoryBody.Item {
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
