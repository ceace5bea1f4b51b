import Domain
import Storage

struct ClientOrder: Sendable {
    let id: ID<ClientOrder>
    let channel: String
    let number: String
    let receivedAt: Instant
    let paymentMode: PaymentMode
    let total: Money
    let customer: String
    let place: String

    fileprivate init(_ row: inout Row) throws {
        id = try row.next()
        channel = try row.next()
        number = try row.next()
        receivedAt = try row.next()
        paymentMode = try row.next()
        total = try row.next()
        customer = try row.next()
        place = try row.next()
    }
}

struct ClientItem: Sendable {
    let id: ID<ClientItem>
    let number: String
    let sku: String
    let name: String
    let option: String
    let quantity: Int
    let unitPrice: Money
    var units: Units
}

private let orderColumns: SQL = "id, channel_id, number, received_at, payment_mode, total, customer, place"

extension Reader where Self: ~Copyable {
    /// The newest orders first.
    ///
    /// - Parameter before: the last id of the page before this one.
    func orders(before: ID<ClientOrder>, limit: Int) throws -> [ClientOrder] {
        try all("SELECT \(orderColumns) FROM client_order WHERE id < \(before) ORDER BY id DESC LIMIT \(limit)") {
            try ClientOrder(&$0)
        }
    }

    /// Throws a `Refusal` when there is none.
    func order(_ id: ID<ClientOrder>) throws -> ClientOrder {
        let order = try first("SELECT \(orderColumns) FROM client_order WHERE id = \(id)") { try ClientOrder(&$0) }
        guard let order else { throw Refusal.notFound("order") }
        return order
    }

    func order(number: String, channel: String) throws -> ClientOrder? {
        try first(
            "SELECT \(orderColumns) FROM client_order WHERE channel_id = \(channel) AND number = \(number)"
        ) { try ClientOrder(&$0) }
    }

    func items(of order: ID<ClientOrder>) throws -> [ClientItem] {
        let items = try all(
            "SELECT id, number, sku, name, option, quantity, unit_price FROM item WHERE order_id = \(order) ORDER BY id"
        ) {
            ClientItem(
                id: try $0.next(), number: try $0.next(), sku: try $0.next(), name: try $0.next(),
                option: try $0.next(),
                quantity: try $0.next(), unitPrice: try $0.next(), units: Units([:]))
        }
        return try items.map { item in
            var item = item
            item.units = try units(of: item.id)
            return item
        }
    }

    private func units(of item: ID<ClientItem>) throws -> Units {
        let counts = try all("SELECT status, quantity FROM item_units WHERE item_id = \(item)") {
            (try $0.next() as ItemStatus, try $0.next() as Int)
        }
        return Units(Dictionary(uniqueKeysWithValues: counts))
    }
}

extension Transaction {
    func save(_ units: Units, of item: ID<ClientItem>) throws {
        try execute("DELETE FROM item_units WHERE item_id = \(item)")
        for (status, quantity) in units.groups {
            try execute(
                "INSERT INTO item_units (item_id, status, quantity) VALUES (\(item), \(status), \(quantity))")
        }
    }
}
