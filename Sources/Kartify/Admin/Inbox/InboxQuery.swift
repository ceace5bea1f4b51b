import Domain
import Storage
import Web

struct InboxQuery {
    enum State: String, CaseIterable {
        case notApplied = "not_applied"
        case applied, late, duplicate, unchanged
        case unknownOrder = "unknown_order"
        case unknownItem = "unknown_item"
        case unknownStatus = "unknown_status"
        case invalidItem = "invalid_item"
        case dismissed

        var title: String {
            EventItemOutcome(rawValue: rawValue)?.title ?? (self == .dismissed ? "Dismissed" : "Not applied")
        }
    }

    static let names = ["state", "order", "from", "until"]

    let state: State?
    let order: String
    let from: String
    let until: String
    let filter: InboxFilter
    let problem: String?

    init(_ fields: Fields) {
        state = State(rawValue: fields["state"])
        order = fields.trimmed("order")
        from = fields.trimmed("from")
        until = fields.trimmed("until")
        var filter = InboxFilter()
        filter.isUnapplied = state == .notApplied
        filter.isDismissed = state == .dismissed
        filter.outcome = state.flatMap { EventItemOutcome(rawValue: $0.rawValue) }
        filter.order = order.isEmpty ? nil : order
        let days = DayFilter(fields)
        (filter.from, filter.until) = (days.from, days.until)
        self.filter = filter
        problem = days.problem
    }

    /// The same filters for a link, without the position in the list.
    var list: ListAddress {
        let filters = [("state", state?.rawValue ?? ""), ("order", order), ("from", from), ("until", until)]
        return filters.reduce(ListAddress(StaffList.inbox.path)) { $0.with($1.0, $1.1) }
    }

    func head(of website: Website, in store: borrowing some Reader & ~Copyable) throws -> ListHead {
        func count(_ filter: InboxFilter) throws -> ListTotal {
            ListTotal(try store.inboxCount(of: website.id, filter, upTo: ListTotal.most + 1))
        }
        let states: [State?] = [nil, .notApplied, .late, .duplicate, .dismissed]
        var tabs: [ListHead.Tab] = []
        for tab in states {
            let query = InboxQuery(Fields([("state", tab?.rawValue ?? "")]))
            tabs.append(
                .init(
                    title: tab?.title ?? "All", count: try count(query.filter).words,
                    address: list.keeping([]).with("state", tab?.rawValue ?? "").text, isCurrent: tab == state,
                    term: tab == .late ? Term.late.rawValue : nil))
        }
        return ListHead(
            tabs: tabs, chips: list.chips(["order": "Order", "from": "From", "until": "Until"]),
            everything: list.keeping(["state"]), total: try count(filter).counted("event"))
    }

    var words: String {
        let parts = [
            state?.title, order.isEmpty ? nil : "order \(order)", from.isEmpty ? nil : "from \(from)",
            until.isEmpty ? nil : "until \(until)",
        ].compactMap { $0 }
        return parts.isEmpty ? "all" : parts.joined(separator: ", ")
    }
}

extension EventItemOutcome {
    var title: String {
        switch self {
        case .applied: "Applied"
        case .late: "Late"
        case .duplicate: "Duplicate"
        case .unchanged: "Unchanged"
        case .unknownOrder: "Unknown order"
        case .unknownItem: "Unknown item"
        case .unknownStatus: "Unknown status"
        case .invalidItem: "Invalid item"
        }
    }

    func meaning(_ oms: OMSKind) -> String {
        switch self {
        case .applied: "The item's status has changed."
        case .late: "An earlier step, reported after a later one: added to the history only."
        case .duplicate: "The item already had that status."
        case .unchanged: "It reports none of the item's units."
        case .unknownOrder: "No order had this number."
        case .unknownItem: "The order has no such item, or several with that SKU."
        case .unknownStatus: "The status is not one of those agreed with \(oms.title)."
        case .invalidItem: "One of its fields is invalid; see the detail."
        }
    }
}

extension WebhookOutcome {
    var title: String {
        switch self {
        case .applied: "Settled"
        case .unknownOrder: "Unknown order"
        case .partial: "Not applied in full"
        }
    }
}
