import Domain

/// Who asks for a cancellation or a return: the customer, or a staff member for them.
enum Requester: Sendable {
    case customer
    case staff(String)

    /// The staff member who asked, or the customer.
    init(_ actor: String?) {
        self = actor.map(Requester.staff) ?? .customer
    }

    /// Who moved the item, for its history.
    var source: StatusSource {
        switch self {
        case .customer: .customer
        case .staff: .staff
        }
    }

    /// The staff member's name, for the history.
    var actor: String? {
        switch self {
        case .customer: nil
        case .staff(let name): name
        }
    }
}
