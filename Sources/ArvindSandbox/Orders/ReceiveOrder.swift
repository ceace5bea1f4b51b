import Domain
import Storage
import Web

/// POST /api/orders
@Sendable func receiveOrder(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    let order = try request.body(ReceivedOrder.self)
    try order.check()
    try request.requireKey(order.orderId)
    let id = try world.database.write { try $0.accept(order, from: partner, at: request.now) }
    return Verdict.success(orderID: "AI-\(100_000 + id.number)")
}

extension Transaction {
    func accept(_ order: ReceivedOrder, from partner: Partner, at now: Instant) throws -> ID<ClientOrder> {
        let channel = partner.shop.channelId
        guard try self.order(number: order.orderId, channel: channel) == nil else {
            throw APIRefusal(.conflict, "DUPLICATE_ORDER", "We have the order \(order.orderId) already.")
        }
        if let code = partner.switches.refuseOrders { throw APIRefusal.switched(code, "the order") }
        let id: ID<ClientOrder> = try insert(
            """
            INSERT INTO client_order (channel_id, number, received_at, payment_mode, total, customer, place)
            VALUES (\(channel), \(order.orderId), \(now), \(order.paymentMode), \(order.totals.total),
                \("\(order.customer.name), \(order.customer.email), \(order.customer.phone)"),
                \(order.shippingAddress.text)) RETURNING id
            """)
        for item in order.items {
            try sell(item, channel: channel)
            try add(item, to: id)
        }
        return id
    }

    private func sell(_ item: ReceivedOrder.Item, channel: String) throws {
        guard let stock = try stock(of: item.sku, channel: channel) else {
            throw APIRefusal(.unprocessable, "UNKNOWN_SKU", "We do not know the SKU \(item.sku).")
        }
        guard stock >= item.quantity else {
            throw APIRefusal(.unprocessable, "OUT_OF_STOCK", "Only \(stock) of \(item.sku) are left.")
        }
        try changeStock(of: item.sku, channel: channel, by: -item.quantity)
    }

    private func add(_ item: ReceivedOrder.Item, to order: ID<ClientOrder>) throws {
        let id: ID<ClientItem> = try insert(
            """
            INSERT INTO item (order_id, number, sku, name, option, quantity, unit_price)
            VALUES (\(order), \(item.orderItemId), \(item.sku), \(item.name), \(item.option ?? ""), \(item.quantity),
                \(item.unitPrice)) RETURNING id
            """)
        try save(Units([.processed: item.quantity]), of: id)
    }
}
