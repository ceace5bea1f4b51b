import Domain
import JSON
import Storage

extension World {
    /// How long a guest's link to an order opens it.
    private static let linkTime = Span.days(30)

    /// The letter of a message; nil when what it is about is gone, or done.
    func letter(_ message: MessageRow) throws -> Letter? {
        let facts = try MessageFacts(json: Array(message.facts.utf8))
        let (website, host, contact, order, login, colleague) = try database.read { store in
            let website = try store.website(id: message.websiteID)
            return (
                website, try website.flatMap { try store.hosts(of: $0).first },
                try store.contact(of: message.websiteID),
                try message.orderID.flatMap { try store.order(id: $0) },
                try message.customerID.flatMap { try store.customer(id: $0, of: message.websiteID) },
                try message.staffID.flatMap { try store.staff(id: $0) }
            )
        }
        guard let website, let name = order?.address.name ?? login?.account.name ?? colleague?.member.username,
            let path = order.map({ path(to: $0, since: message.createdAt) })
                ?? login.flatMap({ path(of: message, to: $0) }) ?? colleague.map({ path(of: message, to: $0) })
        else { return nil }
        let shop = origin(of: host)
        let values = Letter.Values(
            website: website.name, shop: shop, name: name, order: order?.number,
            isPaidOnDelivery: order?.paymentMode == .cod, items: (facts.items ?? []).map { .init(words: $0) },
            amount: facts.amount, courier: facts.courier, awb: facts.awb, tracking: facts.tracking,
            request: facts.request, reference: facts.reference, reason: facts.reason, link: shop + path,
            contact: contact.flatMap { $0.isEmpty ? nil : $0.words })
        return try Letter(message.kind, values, templates, own: mailWords.template(message.kind, of: website))
    }

    /// Where a customer finds their order; a guest by a signed link.
    private func path(to order: Order, since time: Instant) -> String {
        guard order.customerID == nil else { return "/account/orders/\(order.number)" }
        let token = SignedLink.token(.order, order.id.number, until: time + Self.linkTime, key)
        return "/orders/\(order.number)?token=\(token)"
    }

    /// Where a letter about an account leads; nil when it has nothing to do there any more.
    private func path(of message: MessageRow, to login: CustomerLogin) -> String? {
        switch message.kind {
        case .forgottenPassword: path("/account/new-password", .newPassword, message, login)
        case .registration: path("/account/registration", .registration, message, login)
        case .newEmail: path("/account/email/proof", .newEmail, message, login)
        case .passwordChanged: "/account/forgotten-password"
        default: "/account/login"
        }
    }

    private func path(of message: MessageRow, to colleague: StaffLogin) -> String {
        let end = message.createdAt + message.kind.lifetime
        let (id, state) = (colleague.member.id.number, colleague.linkState)
        return "/admin/new-password?token=\(SignedLink.token(.staffPassword, id, state: state, until: end, key))"
    }

    private func path(_ page: String, _ purpose: SignedLink.Purpose, _ message: MessageRow, _ login: CustomerLogin)
        -> String?
    {
        login.state(for: purpose).map { state in
            let end = message.createdAt + message.kind.lifetime
            return "\(page)?token=\(SignedLink.token(purpose, login.account.id.number, state: state, until: end, key))"
        }
    }
}
