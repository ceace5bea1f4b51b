import Domain

package struct PaymentRow: Sendable {
    package let id: ID<PaymentRow>
    package let orderID: ID<Order>
    package let news: PaymentNews
    package let effect: PaymentEffect
    /// When staff said that it is paid back, and who; nil before.
    package let refund: (at: Instant, by: String)?
}

extension PaymentNews.Outcome: SQLBindable, SQLReadable {}
extension PaymentEffect: SQLBindable, SQLReadable {}

extension PaymentRow {
    fileprivate static let columns: SQL =
        "id, order_id, event_id, outcome, amount, at, effect, refunded_at, refunded_by"

    fileprivate init(_ row: inout Row) throws {
        (id, orderID) = (try row.next(), try row.next())
        news = PaymentNews(
            eventID: try row.next(), outcome: try row.next(), amount: try row.next(), at: try row.next())
        effect = try row.next()
        let (at, by) = (try row.next() as Instant?, try row.next() as String?)
        refund = at.flatMap { at in by.map { (at, $0) } }
    }
}

extension Reader where Self: ~Copyable {
    package func payment(event id: String, of websiteID: ID<Website>) throws -> PaymentRow? {
        try first(
            "SELECT \(PaymentRow.columns) FROM payment WHERE website_id = \(websiteID) AND event_id = \(id)"
        ) { try PaymentRow(&$0) }
    }

    package func payments(ofOrder orderID: ID<Order>) throws -> [PaymentRow] {
        try all("SELECT \(PaymentRow.columns) FROM payment WHERE order_id = \(orderID) ORDER BY id") {
            try PaymentRow(&$0)
        }
    }

    /// How many payments of a website came too late or twice, and are not paid back yet.
    package func paymentsToRefund(of websiteID: ID<Website>) throws -> Int {
        try number(
            """
            SELECT count(*) FROM payment
            WHERE website_id = \(websiteID) AND effect = 'to_refund' AND refunded_at IS NULL
            """)
    }
}

extension Transaction {
    /// Takes news of a payment, and keeps what it did. The caller sees to it that each event is taken once.
    package func takePayment(_ news: PaymentNews, of order: Order, now: Instant) throws -> PaymentEffect {
        let effect = PaymentRule.effect(
            of: news.outcome, on: order, histories: try histories(ofOrder: order.id), isInStock: try isInStock(order))
        switch effect {
        case .placed: try order.push.state == .unpaid ? markPaid(order, now: now) : placeAgain(order, now: now)
        case .cancelled: try markUnpaid(order, reason: "The payment failed.", now: now)
        case .toRefund, .nothing: break
        }
        try execute(
            """
            INSERT INTO payment (website_id, order_id, event_id, outcome, amount, at, received_at, effect)
            VALUES (\(order.websiteID), \(order.id), \(news.eventID), \(news.outcome), \(news.amount), \(news.at), \(now),
                \(effect))
            """)
        return effect
    }

    /// Staff have paid a payment back that came too late or twice.
    ///
    /// - Returns: false when it is not to be paid back, or was before.
    package func markRefunded(payment id: ID<PaymentRow>, ofOrder orderID: ID<Order>, by staff: String, now: Instant)
        throws -> Bool
    {
        try execute(
            """
            UPDATE payment SET refunded_at = \(now), refunded_by = \(staff)
            WHERE id = \(id) AND order_id = \(orderID) AND effect = 'to_refund' AND refunded_at IS NULL
            """) == 1
    }
}
