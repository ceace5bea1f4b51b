package enum Answer<Value: Sendable>: Sendable {
    /// Success, with the OMS's own id or the answer to a question.
    case accepted(Value)
    /// Final: asking again gives the same.
    case refused(OMSRefusal)
    /// No clear answer, with the reason: neither success nor refusal.
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
