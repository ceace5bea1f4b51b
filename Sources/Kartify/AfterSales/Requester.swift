import Domain

/// Who requests a cancellation or return: the customer, or a staff member for them.
struct Requester: Sendable {
    /// The staff member's name, for the history; nil for the customer.
    let actor: String?

    /// The source in the item's history.
    var source: StatusSource { actor == nil ? .customer : .staff }
}
