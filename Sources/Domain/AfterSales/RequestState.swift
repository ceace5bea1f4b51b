/// The raw value is the word in the database.
package enum RequestState: String, CaseIterable, Sendable {
    /// Sent to the OMS without a clear answer so far.
    case open
    /// Accepted by the OMS, or the OMS never had the order.
    case accepted
    /// Refused by the OMS: the button stays.
    case refused
    /// Withdrawn before there was an answer.
    case withdrawn
    /// No answer for an hour: it is not retried automatically.
    case givenUp = "given_up"

    package func title(_ oms: OMSKind) -> String {
        switch self {
        case .open: "No clear answer yet"
        case .accepted: "Accepted"
        case .refused: "Refused by \(oms.title)"
        case .withdrawn: "Withdrawn"
        case .givenUp: "Given up: no answer"
        }
    }

    /// Whether the OMS may have it, after so many calls.
    package func presence(afterAttempts attempts: Int) -> Presence {
        switch self {
        case .accepted: .certainly
        case .refused: .never
        case .open, .withdrawn, .givenUp: attempts > 0 ? .perhaps : .never
        }
    }
}
