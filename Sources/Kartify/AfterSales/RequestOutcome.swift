import Domain

enum RequestOutcome: Sendable {
    case accepted
    /// The reason, for the person who asked.
    case refused(String)
    /// No clear answer: the order's page says until when the request is retried.
    case unclear

    init(_ answer: RequestAnswer, to reference: String) {
        self =
            switch answer.state {
            case .accepted: .accepted
            case .refused: .refused("\(answer.sentence ?? "") Reference: \(reference).")
            default: .unclear
            }
    }

    static func confirming(_ reference: String) -> RequestOutcome {
        .refused("\(reference) is being confirmed. Try it again or withdraw it first; nothing else was sent.")
    }

    static func busy(_ kind: RequestKind) -> RequestOutcome {
        .refused("This \(kind.rawValue) is being sent at this very moment. Try again in half a minute.")
    }

    static func answered(_ kind: RequestKind) -> RequestOutcome {
        .refused("This \(kind.rawValue) has its answer by now. Look at the order again.")
    }
}
