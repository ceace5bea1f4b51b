/// The way on which the money of a COD order goes back.
package enum RefundRoute: String, CaseIterable, Sendable {
    case neft, upi

    package var title: String { self == .neft ? "NEFT" : "UPI" }
}

/// Where the money of a COD order goes back to. Never in a log, a page or an error: it prints itself masked.
package enum RefundAccount: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    case bank(BankDetails)
    case upi(UPIAddress)

    package var route: RefundRoute {
        switch self {
        case .bank: .neft
        case .upi: .upi
        }
    }

    /// What a page may show of it, after dots.
    package var end: String {
        switch self {
        case .bank(let details): details.lastFour
        case .upi(let address): address.end
        }
    }

    /// Hides it in what is stored or shown.
    package var mask: AccountMask {
        switch self {
        case .bank(let details): AccountMask(number: details.accountNumber)
        case .upi(let address): AccountMask(address)
        }
    }

    package var description: String {
        switch self {
        case .bank(let details): details.description
        case .upi(let address): address.description
        }
    }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
