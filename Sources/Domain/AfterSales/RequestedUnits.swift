/// Units of one order line that somebody wants to cancel or to return.
package struct RequestedUnits: Sendable {
    package let line: OrderLine
    /// How many of its units; at least 1.
    package let quantity: Int

    package init(line: OrderLine, quantity: Int) {
        self.line = line
        self.quantity = quantity
    }
}

/// Where a cancellation or a return stands. The raw value is the word in the database.
package enum RequestState: String, CaseIterable, Sendable {
    /// Asked of the OMS, without a clear answer so far.
    case open
    /// The OMS said yes, or never had the order.
    case accepted
    /// The OMS said no: the button stays.
    case refused
    /// Taken back before there was an answer.
    case withdrawn
    /// No answer for an hour: it is not asked again by itself.
    case givenUp = "given_up"

    /// The words staff read.
    package func title(_ oms: OMS) -> String {
        switch self {
        case .open: "No clear answer yet"
        case .accepted: "Accepted"
        case .refused: "Refused by \(oms.title)"
        case .withdrawn: "Withdrawn"
        case .givenUp: "Given up: no answer"
        }
    }
}
