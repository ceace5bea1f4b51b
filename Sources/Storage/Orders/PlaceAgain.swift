import Domain

extension Transaction {
    /// Whether all units of an order could be sold once more.
    func isInStock(_ order: Order) throws -> Bool {
        var needed: [ID<StockedSKU>: Int] = [:]
        for item in try stockItems(of: order) {
            guard let sku = item.skuID else { return false }
            needed[sku, default: 0] += item.quantity
        }
        return try needed.allSatisfy { try (stock(ofSKU: $0.key)?.level.available ?? 0) >= $0.value }
    }

    /// The payment came after the order had been given up for want of it, and its units are still there: it is placed after all.
    func placeAgain(_ order: Order, now: Instant) throws {
        for item in try stockItems(of: order) {
            guard let sku = item.skuID else { continue }
            _ = try holdUnits(item.quantity, ofSKU: sku, forItem: item.id, order: order.number, at: now)
        }
        for line in order.lines {
            let placed = LineProgress([LineProgress.Group(.processing, quantity: line.quantity, since: now)])
            try saveProgress(placed, inPlaceOf: line.progress, ofItem: line.id)
            try insertItemEvent(
                ItemEvent(
                    status: .processing, quantity: line.quantity, at: now, receivedAt: now, source: .payment,
                    reason: "The payment came late, and the items were still there."),
                reported: nil, ofItem: line.id)
        }
        try execute(
            """
            UPDATE sales_order SET is_paid = 1, push_state = 'waiting', push_next_at = \(now) WHERE id = \(order.id)
            """)
        try refreshStatus(ofOrder: order.id)
    }

    private func stockItems(of order: Order) throws -> [(id: ID<OrderLine>, skuID: ID<StockedSKU>?, quantity: Int)] {
        try all("SELECT id, sku_id, quantity FROM order_item WHERE order_id = \(order.id) ORDER BY line") {
            (id: try $0.next(), skuID: try $0.next(), quantity: try $0.next())
        }
    }
}
