import Crypto
import Domain
import JSON
import Storage

struct Payment: Sendable {
    let id: ID<Payment>
    let event: String
    let channel: String
    let order: String
    let amount: Money
    let outcome: PaymentNews.Outcome
    let at: Instant
    let returnURL: String
}

private struct News: Encodable {
    let eventId: String
    let eventTime: String
    let orderId: String
    let outcome: String
    let amount: Int
}

extension Payment {
    /// The body of the call to the shop, the same each time.
    func news() throws -> [UInt8] {
        try News(
            eventId: event, eventTime: at.rfc3339, orderId: order, outcome: outcome.rawValue, amount: amount.paise
        ).encodedJSON()
    }
}

extension PaymentNews.Outcome {
    fileprivate init(_ word: String) { self = word == Self.paid.rawValue ? .paid : .failed }
}

extension Reader where Self: ~Copyable {
    func payment(_ id: ID<Payment>) throws -> Payment {
        guard let found = try payments(where: "id = \(id)").first else { throw Refusal.notFound("payment") }
        return found
    }

    func payments(of bill: Bill) throws -> [Payment] {
        try payments(where: "channel_id = \(bill.shop.channelId) AND order_number = \(bill.order)")
    }

    private func payments(where condition: SQL) throws -> [Payment] {
        try all(
            """
            SELECT id, event_id, channel_id, order_number, amount, outcome, at, return_url FROM payment
            WHERE \(condition) ORDER BY id
            """
        ) { row in
            Payment(
                id: try row.next(), event: try row.next(), channel: try row.next(), order: try row.next(),
                amount: try row.next(), outcome: PaymentNews.Outcome(try row.next()), at: try row.next(),
                returnURL: try row.next())
        }
    }
}

extension Transaction {
    func keep(_ outcome: PaymentNews.Outcome, of bill: Bill, at now: Instant) throws -> Payment {
        let id: ID<Payment> = try insert(
            """
            INSERT INTO payment (event_id, channel_id, order_number, amount, outcome, at, return_url)
            VALUES (\("pay_" + Base64.url.encode(randomBytes(12))), \(bill.shop.channelId), \(bill.order), \(bill.amount),
                \(outcome.rawValue), \(now), \(bill.returnURL)) RETURNING id
            """)
        return try payment(id)
    }
}
