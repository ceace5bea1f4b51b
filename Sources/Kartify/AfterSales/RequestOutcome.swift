import Domain

/// What came of asking for a cancellation or a return.
enum RequestOutcome: Sendable {
    case accepted
    /// Why not, for the person who asked.
    case refused(String)
    /// No clear answer: the order's page says until when the OMS is asked again.
    case unclear

    init(_ answer: RequestAnswer, to reference: String) {
        self =
            switch answer.state {
            case .accepted: .accepted
            case .refused: .refused("\(answer.sentence ?? "") Reference: \(reference).")
            default: .unclear
            }
    }

    /// An open request is settled before another thing is asked for.
    static func confirming(_ reference: String) -> RequestOutcome {
        .refused("\(reference) is being confirmed. Try it again or withdraw it first; nothing else was sent.")
    }

    /// Somebody else is at it.
    static func busy(_ kind: RequestKind) -> RequestOutcome {
        .refused("This \(kind.rawValue) is being sent at this very moment. Try again in half a minute.")
    }

    static func answered(_ kind: RequestKind) -> RequestOutcome {
        .refused("This \(kind.rawValue) has its answer by now. Look at the order again.")
    }
}
