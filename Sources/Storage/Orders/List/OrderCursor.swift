import Domain

package enum OrderSort: String, CaseIterable, Sendable {
    case newest, oldest, dearest, cheapest

    var column: SQL {
        switch self {
        case .newest, .oldest: "placed_at"
        case .dearest, .cheapest: "total"
        }
    }

    var isByTotal: Bool { self == .dearest || self == .cheapest }

    var isDescending: Bool { self == .newest || self == .dearest }
}

/// A position in a list of orders: the value that it is sorted by, and the order's id.
package struct OrderCursor: Hashable, Comparable, Sendable {
    let key: Int
    package let id: ID<Order>

    package init(_ order: Order, _ sort: OrderSort) {
        self.init(key: sort.isByTotal ? order.totals.total.paise : Int(order.placedAt.milliseconds), id: order.id)
    }

    init(key: Int, id: ID<Order>) {
        (self.key, self.id) = (key, id)
    }

    package static func < (one: OrderCursor, other: OrderCursor) -> Bool {
        (one.key, one.id) < (other.key, other.id)
    }
}

/// In an address it is `1795408200000.17`.
extension OrderCursor: LosslessStringConvertible {
    package init?(_ text: String) {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let key = Int(parts[0]), let id = ID<Order>(parts[1]) else { return nil }
        self.init(key: key, id: id)
    }

    package var description: String { "\(key).\(id)" }
}
