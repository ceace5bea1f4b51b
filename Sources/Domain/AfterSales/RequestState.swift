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

    /// Whether the OMS may be at it, after so many calls.
    package func presence(afterAttempts attempts: Int) -> Presence {
        switch self {
        case .accepted: .certainly
        case .refused: .never
        case .open, .withdrawn, .givenUp: attempts > 0 ? .perhaps : .never
        }
    }
}
