import Domain

/// Who asks for a cancellation or a return: the customer, or a staff member for them.
struct Requester: Sendable {
    /// The staff member's name, for the history; nil for the customer.
    let actor: String?

    /// Who moved the item, for its history.
    var source: StatusSource { actor == nil ? .customer : .staff }
}
