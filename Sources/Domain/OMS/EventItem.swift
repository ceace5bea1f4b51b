/// What became of one item of an event. The raw value is the word in the database and in the inbox's filter.
package enum EventItemOutcome: String, CaseIterable, Sendable {
    case applied, late, duplicate
    /// It names a quantity of 0.
    case unchanged
    case unknownOrder = "unknown_order"
    case unknownItem = "unknown_item"
    case unknownStatus = "unknown_status"
    case invalidItem = "invalid_item"

    /// Whether something in it is unknown: only then may it be tried again.
    package var isUnknown: Bool { self == .unknownOrder || self == .unknownItem || self == .unknownStatus }
    /// Whether it is recorded nowhere but in the inbox.
    package var isUnapplied: Bool { isUnknown || self == .invalidItem }
}

/// One item of an event that came, with what became of it.
package struct EventItem: Equatable, Sendable {
    /// Its position in the body, from 1.
    package let place: Int
    /// The line it names, as in our answer.
    package let item: String
    /// In the OMS's word where it is not one of those agreed.
    package let status: String
    /// nil for the whole line.
    package let quantity: Int?
    package let outcome: EventItemOutcome
    /// What is wrong with it.
    package let detail: String?

    package init(
        place: Int, item: String, status: String, quantity: Int?, outcome: EventItemOutcome, detail: String? = nil
    ) {
        self.place = place
        self.item = item
        self.status = status
        self.quantity = quantity
        self.outcome = outcome
        self.detail = detail
    }
}
