/// One item of an inventory update, each member as far as it could be read.
package struct InventoryItem: Sendable {
    package enum Time: Sendable {
        case missing, unreadable
        case read(Instant)
    }

    package let sku: String?
    package let quantity: Int?
    package let updatedAt: Time

    package init(sku: String?, quantity: Int?, updatedAt: Time) {
        self.sku = sku
        self.quantity = quantity
        self.updatedAt = updatedAt
    }

    fileprivate func count(receivedAt now: Instant) throws(InventoryRule.Rejection) -> StockCount {
        guard let sku = sku.flatMap(SKU.init) else { throw .invalidSKU }
        guard let quantity, InventoryRule.quantity.contains(quantity) else { throw .invalidQuantity }
        switch updatedAt {
        case .unreadable: throw .invalidUpdatedAt
        case .missing: return StockCount(sku: sku, count: quantity, takenAt: now)
        case .read(let time):
            guard time <= now + InventoryRule.clockSkew else { throw .clockAhead }
            // A clock that runs a little ahead must not make the next count look old.
            return StockCount(sku: sku, count: quantity, takenAt: min(time, now))
        }
    }
}

package enum InventoryResult: Sendable {
    case taken(SKU, CountOutcome)
    case rejected(sku: String?, InventoryRule.Rejection)

    /// nil when it is rejected.
    package var verdict: StockLevel.Verdict? {
        if case .taken(_, let outcome) = self { outcome.verdict } else { nil }
    }

    package var rejection: InventoryRule.Rejection? {
        if case .rejected(_, let reason) = self { reason } else { nil }
    }
}

/// An update, sorted into counts to take and items to reject.
package struct InventoryUpdate: Sendable {
    package let counts: [StockCount]
    private let verdicts: [Result<StockCount, InventoryRule.Rejection>]
    private let items: [InventoryItem]

    package init(_ items: [InventoryItem], receivedAt now: Instant) {
        self.items = items
        var seen: [SKU: Int] = [:]
        let skus = items.map { $0.sku.flatMap(SKU.init) }
        for sku in skus.compactMap(\.self) { seen[sku, default: 0] += 1 }
        verdicts = zip(items, skus).map { item, sku in
            if let sku, seen[sku, default: 0] > 1 { return .failure(.duplicateSKU) }
            return Result { () throws(InventoryRule.Rejection) in try item.count(receivedAt: now) }
        }
        counts = verdicts.compactMap { try? $0.get() }
    }

    package var isEmpty: Bool { items.isEmpty }

    /// One result an item, in the order of the update.
    ///
    /// - Parameter outcomes: one a count; nil where nothing of the website carries the SKU.
    package func results(_ outcomes: [CountOutcome?]) -> [InventoryResult] {
        var rest = outcomes.makeIterator()
        return zip(items, verdicts).map { item, verdict in
            switch verdict {
            case .failure(let reason): .rejected(sku: item.sku, reason)
            case .success(let count):
                if let outcome = rest.next() ?? nil {
                    .taken(count.sku, outcome)
                } else {
                    .rejected(sku: item.sku, .unknownSKU)
                }
            }
        }
    }
}
