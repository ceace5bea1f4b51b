/// What the OMS said to a call.
package enum Answer<Value: Sendable>: Sendable {
    /// It is done: with the OMS's own id for it, or the answer to a question.
    case accepted(Value)
    /// Final: asking again gives the same.
    case refused(OMSRefusal)
    /// No clear answer, and why. Never success and never refusal.
    case unclear(String)

    package var outcome: CallOutcome {
        switch self {
        case .accepted: .accepted
        case .refused: .refused
        case .unclear: .unknown
        }
    }

    /// Why it was not accepted, for staff.
    package var reason: String? {
        switch self {
        case .accepted: nil
        case .refused(let refusal): refusal.ownWords
        case .unclear(let reason): reason
        }
    }
}
