import Domain
import JSON
import Storage

extension World {
    /// How long a guest's link to an order opens it.
    private static let linkTime = Span.days(30)

    /// The letter of a message; nil when what it is about is gone.
    func letter(_ message: MessageRow) throws -> Letter? {
        let facts = try MessageFacts(json: Array(message.facts.utf8))
        let (website, host, order) = try database.read { store in
            let website = try store.website(id: message.websiteID)
            return (
                website, try website.flatMap { try store.hosts(of: $0).first },
                try message.orderID.flatMap { try store.order(id: $0) }
            )
        }
        guard let website, let order else { return nil }
        let shop = origin(of: host)
        let values = Letter.Values(
            website: website.name, shop: shop, name: order.address.name, order: order.number,
            isPaidOnDelivery: order.paymentMode == .cod, items: (facts.items ?? []).map { .init(words: $0) },
            amount: facts.amount, courier: facts.courier, awb: facts.awb, tracking: facts.tracking,
            request: facts.request, reference: facts.reference, reason: facts.reason,
            link: shop + path(to: order, since: message.createdAt))
        return try Letter(message.kind, values, templates)
    }

    /// Where a customer finds their order; a guest by a signed link.
    private func path(to order: Order, since time: Instant) -> String {
        guard order.customerID == nil else { return "/account/orders/\(order.number)" }
        let token = SignedLink.token(.order, order.id.number, until: time + Self.linkTime, key)
        return "/orders/\(order.number)?token=\(token)"
    }
}
