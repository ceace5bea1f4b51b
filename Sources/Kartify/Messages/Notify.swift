import Domain
import Storage

extension Transaction {
    /// Queues a message to an order's customer, by each channel that the website writes with.
    ///
    /// - Parameters:
    ///   - about: what distinguishes it from the order's other messages of this kind; empty where there is only one.
    ///   - time: when it happened. What is no news any more sends nothing.
    func notify(
        _ kind: MessageKind, of order: Order, about: String = "", _ facts: MessageFacts = MessageFacts(),
        since time: Instant? = nil, at now: Instant
    ) throws {
        guard MessageRule.isNews(time ?? now, at: now) else { return }
        let settings = try messageSettings(of: order.websiteID).settings
        let message = NewMessage(
            kind, about: "\(order.number) \(about)".trimmed, of: order.websiteID, order: order.id,
            customer: order.customerID, facts: try facts.text)
        for channel in MessageChannel.allCases
        where settings.sends(channel) && (channel == .mail || !kind.isForMailOnly) {
            let recipient = channel == .mail ? order.email : "+91\(order.address.phone.text)"
            try addMessage(message, to: recipient, by: channel, at: now)
        }
    }

    /// Queues a mail to somebody about their account.
    ///
    /// - Parameters:
    ///   - about: what distinguishes it from their other messages of this kind; nil for the occasion, so that repeated requests
    ///     make one message.
    ///   - recipient: another address than the account's.
    func notify(
        _ kind: MessageKind, _ account: CustomerAccount, about: String? = nil, to recipient: String? = nil,
        at now: Instant
    ) throws {
        guard try messageSettings(of: account.websiteID).settings.sendsMail else { return }
        let message = NewMessage(
            kind, about: "\(account.id) \(about ?? MessageRule.occasion(at: now))", of: account.websiteID,
            customer: account.id)
        try addMessage(message, to: recipient ?? account.email, by: .mail, at: now)
    }

    /// Queues the mail with a link by which somebody of the staff chooses a password. Asked for again within minutes, one goes out.
    func invite(_ member: StaffMember, at email: EmailAddress, of websiteID: ID<Website>, at now: Instant) throws {
        let message = NewMessage(
            .staffInvitation, about: "\(member.id) \(email.text) \(MessageRule.occasion(at: now))", of: websiteID,
            staff: member.id)
        try addMessage(message, to: email.text, by: .mail, at: now)
    }

    func notifyPlaced(_ order: Order, _ kind: MessageKind = .orderPlaced, at now: Instant) throws {
        let facts = MessageFacts(
            items: order.lines.map { $0.words($0.quantity) }, amount: order.totals.total.text)
        try notify(kind, of: order, facts, at: now)
    }

    /// Queues the messages that a change of an order means for its customer.
    ///
    /// - Parameters:
    ///   - before: as it was before the change.
    ///   - time: when it happened; the order as it is now is read.
    func notifyChange(of before: Order, since time: Instant, at now: Instant) throws {
        guard let after = try order(id: before.id) else { return }
        let returning = try returns(ofOrder: after.id).inForce.units
        for news in OrderNews.all(from: before, to: after, returning: returning, at: time) {
            try notify(news.kind, of: after, about: news.about, news.facts, since: time, at: now)
        }
    }
}

extension OrderLine {
    /// `2 × Polo (Size: M)`.
    func words(_ quantity: Int) -> String {
        "\(quantity) × \(name)" + (optionText.isEmpty ? "" : " (\(optionText))")
    }
}
