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

/// What came of asking. Each carries the reference that a person may quote.
enum RequestOutcome: Sendable {
    case accepted(reference: String)
    case refused(reference: String, String)
    /// No clear answer: nothing was changed, and the same may be asked again.
    case unconfirmed(reference: String?)
}

/// How long a call to the OMS may hold a request; a process that dies in the middle lets go by time.
let requestLease = Span.seconds(30)
