/// What customers, and staff, are written about. The raw value is stored, and is the name of its template in `templates/mail`.
package enum MessageKind: String, CaseIterable, Sendable {
    case orderPlaced = "order_placed"
    /// The payment came late, and the items were still there.
    case placedAfterAll = "placed_after_all"
    case paymentFailed = "payment_failed"
    /// A payment came too late or twice.
    case refundDue = "refund_due"
    case shipped, delivered, cancelled, refunded
    /// The order was taken while the OMS could not be asked, and the OMS will not have it.
    case cannotDeliver = "cannot_deliver"
    /// A cancellation or a return.
    case requestRefused = "request_refused"
    case returnAccepted = "return_accepted"
    /// A guest's link to an order.
    case orderLink = "order_link"
    case forgottenPassword = "forgotten_password"
    case passwordChanged = "password_changed"
    /// The proof that whoever registers reads the mail of that address.
    case registration
    /// Somebody registers with the address of an account.
    case accountExists = "account_exists"
    /// The same proof for an account's new address, and the notice to the old one.
    case newEmail = "new_email"
    case emailChanged = "email_changed"
    /// A colleague's link to choose a password.
    case staffInvitation = "staff_invitation"

    package var title: String {
        switch self {
        case .orderPlaced: "Order placed"
        case .placedAfterAll: "Placed after all"
        case .paymentFailed: "Payment failed"
        case .refundDue: "Refund due"
        case .cannotDeliver: "Cannot be delivered"
        case .shipped: "Shipped"
        case .delivered: "Delivered"
        case .cancelled: "Cancelled"
        case .refunded: "Refunded"
        case .requestRefused: "Request refused"
        case .returnAccepted: "Return accepted"
        case .orderLink: "Link to the order"
        case .forgottenPassword: "Forgotten password"
        case .passwordChanged: "Password changed"
        case .registration: "Registration"
        case .accountExists: "Account exists"
        case .newEmail: "New e-mail address"
        case .emailChanged: "E-mail address changed"
        case .staffInvitation: "Invitation"
        }
    }

    /// How long its delivery is tried; its link works no longer.
    package var lifetime: Span {
        switch self {
        case .forgottenPassword: .hours(1)
        case .staffInvitation: .days(3)
        default: .days(1)
        }
    }

    /// Whether it goes to staff, who are written to where a website writes to no customer, too.
    package var isForStaff: Bool { self == .staffInvitation }

    /// Whether it is sent for its link, without which nobody can do anything with it.
    package var needsLink: Bool {
        switch self {
        case .orderLink, .forgottenPassword, .registration, .newEmail, .staffInvitation: true
        default: false
        }
    }

    /// Whether it goes to the mail address that it is about, and by no other channel.
    package var isForMailOnly: Bool {
        switch self {
        case .orderPlaced, .placedAfterAll, .paymentFailed, .refundDue, .shipped, .delivered, .cancelled, .refunded,
            .cannotDeliver, .requestRefused, .returnAccepted:
            false
        case .orderLink, .forgottenPassword, .passwordChanged, .registration, .accountExists, .newEmail, .emailChanged,
            .staffInvitation:
            true
        }
    }
}

package enum MessageChannel: String, CaseIterable, Sendable {
    case mail, sms

    package var title: String { self == .mail ? "Mail" : "SMS" }
}

package enum MessageState: String, Sendable {
    /// Before its first try, and between two.
    case waiting
    case sent
    /// Refused for good by whoever was to deliver it, such as for an address that does not exist.
    case failed
    /// It was tried until it had become old, or its website sends nothing any more.
    case givenUp = "given_up"
}
