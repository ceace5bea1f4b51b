/// Where an order is on its way to AI (DESIGN, rule 5).
public enum PushState: String, CaseIterable, Sendable {
    /// A prepaid order that nobody has paid yet: AI must not see it.
    case unpaid
    /// To be pushed; also one whose last push had no clear answer.
    case waiting
    /// AI has said no. It stays until someone changes something or presses **Push now**.
    case refused
    /// AI has it.
    case pushed
    /// Cancelled before AI ever got it; never to be pushed.
    case withdrawn

    /// The words staff read.
    public var title: String {
        switch self {
        case .unpaid: "Waiting for payment"
        case .waiting: "Waiting to be pushed"
        case .refused: "Refused by Arvind"
        case .pushed: "At Arvind"
        case .withdrawn: "Not pushed: cancelled first"
        }
    }
}

/// How far back a push looks.
public enum PushWindow {
    /// The scheduled run.
    public static let scheduled = Span.hours(6)
    /// A run that staff start.
    public static let manualDays = 30

    /// How long to wait after an attempt without a clear answer, by how many there were: soon at first, then longer.
    ///
    /// - Parameter jitter: 0 to 99; up to a quarter is added, so that orders which failed together do not come back together.
    public static func pause(afterAttempts attempts: Int, jitter: Int = 0) -> Span {
        let pause = attempts < 5 ? Span.minutes(1) : .minutes(min(60, 5 << min(attempts - 5, 4)))
        return Span(milliseconds: pause.milliseconds + pause.milliseconds * Int64(jitter) / 400)
    }
}
