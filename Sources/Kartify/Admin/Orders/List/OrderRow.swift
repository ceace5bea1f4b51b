import Domain
import Web

struct OrderRow: Encodable, Sendable {
    let orderID: ID<Order>
    let number: String
    let address: String
    /// The website, where the list has orders of several.
    let website: String?
    let age: String
    let placed: String
    let placedTime: String
    let customer: String
    let city: String
    /// `2 × Polo M, +1`.
    let items: String
    let units: [ToneBadge]
    let push: [ToneBadge]
    /// Why it is not pushed yet.
    let reason: String?
    let payment: String
    /// What the courier is to collect, or the customer has to pay.
    let toCollect: String?
    let total: String

    /// - Parameter list: the query of the list that the order's page leads back to, as it stands in an address.
    init(_ order: Order, _ website: Website, list: String, isMixed: Bool, now: Instant) {
        orderID = order.id
        number = order.number
        address = "/admin/orders/\(order.number)\(list)"
        self.website = isMixed ? website.name : nil
        age = (now - order.placedAt).words
        placed = order.placedAt.ist
        placedTime = order.placedAt.rfc3339
        customer = order.address.name
        city = order.address.city
        items = order.itemWords
        units = order.unitBadges
        push = [order.pushBadge(now: now)]
        reason = order.push.state == .waiting || order.push.state == .refused ? order.push.reason : nil
        payment = order.paymentMode.title
        let due = OrderMoney(of: order).toCollect
        toCollect = due > .zero ? "\(due.text) to \(order.paymentMode == .cod ? "collect" : "be paid")" : nil
        total = order.totals.total.text
    }
}

extension Order {
    fileprivate var itemWords: String {
        guard let first = lines.first else { return "" }
        let options = first.optionText.isEmpty ? "" : ", \(first.optionText)"
        let more = lines.count - 1
        return "\(first.quantity) × \(first.name)\(options)" + (more == 0 ? "" : ", +\(more)")
    }
}
