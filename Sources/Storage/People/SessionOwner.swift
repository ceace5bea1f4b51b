import Domain

/// Whose session it is or was.
package enum SessionOwner: Equatable, Sendable {
    case customer(ID<CustomerAccount>)
    case staff(ID<StaffMember>)

    package var time: SessionTime {
        switch self {
        case .customer: .customer
        case .staff: .staff
        }
    }

    var customerID: ID<CustomerAccount>? { if case .customer(let id) = self { id } else { nil } }
    var staffID: ID<StaffMember>? { if case .staff(let id) = self { id } else { nil } }

    /// The condition on the rows of this person, by the index of their kind.
    var condition: SQL {
        switch self {
        case .customer(let id): "customer_id = \(id)"
        case .staff(let id): "staff_id = \(id)"
        }
    }
}
