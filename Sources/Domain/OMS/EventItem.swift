/// What became of one item of an event. The raw value is the word in the database and in the inbox's filter.
package enum EventItemOutcome: String, CaseIterable, Sendable {
    case applied, late, duplicate
    /// It tells of none of the line's units.
    case unchanged
    case unknownOrder = "unknown_order"
    case unknownItem = "unknown_item"
    case unknownStatus = "unknown_status"
    /// Something in it is off.
    case invalidItem = "invalid_item"

    /// Whether something in it is unknown: only then may it be tried again.
    package var isUnknown: Bool { self == .unknownOrder || self == .unknownItem || self == .unknownStatus }
    /// Whether what it tells is nowhere but in the inbox.
    package var isUnapplied: Bool { isUnknown || self == .invalidItem }
}

/// One item of an event that came, with what became of it.
package struct EventItem: Equatable, Sendable {
    /// Its position in the body, from 1.
    package let place: Int
    /// The line it names, as in our answer.
    package let item: String
    /// The status it tells; where it is not known, in the OMS's word.
    package let status: String
    /// nil for the whole line.
    package let quantity: Int?
    package let outcome: EventItemOutcome
    /// What is off in it.
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
