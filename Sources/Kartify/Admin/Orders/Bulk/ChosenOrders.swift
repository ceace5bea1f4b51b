import Domain
import Storage
import Web

/// The orders that somebody has ticked in a list, or all that match its filter.
struct ChosenOrders: Sendable {
    let selection: OrderSelection
    let websites: [Website]
    /// What was chosen, for the audit trail and the run.
    let words: String
    /// The filter as it stands in an address, where all that match are meant.
    let query: String?
    let ids: [ID<Order>]

    /// - Parameter fields: `order` for each ticked box, or `all` with the list's `filter`. Nothing ticked means all.
    init(_ fields: Fields, _ staff: Staff, now: Instant) throws {
        ids = fields.has("all") ? [] : fields.all("order").compactMap { ID($0) }
        if ids.isEmpty {
            let query = OrdersQuery(Fields(urlEncoded: fields["filter"]), staff, now: now)
            if let problem = query.problem { throw Refusal(.invalid, problem) }
            selection = .filter(query.filter)
            websites = query.websites
            words = query.words(staff)
            self.query = query.list.query
        } else {
            selection = .ids(ids)
            websites = staff.websites
            words = counted(ids.count, "chosen order")
            query = nil
        }
    }

    /// A page with these orders: the ids, or the filter.
    func address(_ path: String) -> String {
        guard let query else { return "\(path)?orders=\(ids.map(\.description).joined(separator: ","))" }
        return query.isEmpty ? path : "\(path)?\(query)"
    }
}

extension OrdersQuery {
    /// `Orders: Stuck, Cash on Delivery`.
    func words(_ staff: Staff) -> String {
        let parts = (filter.tab == .all ? [] : [filter.tab.title]) + chips(staff).map(\.words)
        return parts.isEmpty ? "All orders" : "Orders: \(parts.joined(separator: ", "))"
    }
}
