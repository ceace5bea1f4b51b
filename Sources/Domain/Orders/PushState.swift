package enum PushState: String, CaseIterable, Sendable {
    /// A prepaid order that nobody has paid yet: the OMS must not see it.
    case unpaid
    /// To be pushed; also one whose last push had no clear answer.
    case waiting
    /// The OMS refused it. It stays so until staff change something or press **Push now**.
    case refused
    case pushed
    /// Cancelled before it was pushed; never to be pushed.
    case withdrawn

    package func title(_ oms: OMSKind) -> String {
        switch self {
        case .unpaid: "Waiting for payment"
        case .waiting: "Waiting to be pushed"
        case .refused: "Refused by \(oms.title)"
        case .pushed: "Accepted by \(oms.title)"
        case .withdrawn: "Not pushed: cancelled first"
        }
    }
}

/// How far back a run looks for waiting orders.
package enum PushWindow {
    package static let scheduled = Span.hours(6)
    package static let manualDays = 30

    /// From so many attempts on, the pause grows no more.
    package static let longestPauseAfter = 9

    /// The pause after an attempt without a clear answer: short at first, then longer.
    ///
    /// - Parameter jitter: 0 to 99; up to a quarter is added, so that orders which failed together do not come back together.
    package static func pause(afterAttempts attempts: Int, jitter: Int = 0) -> Span {
        let pause = attempts < 5 ? Span.minutes(1) : .minutes(min(60, 5 << min(attempts - 5, 4)))
        return Span(milliseconds: pause.milliseconds + pause.milliseconds * Int64(jitter) / 400)
    }
}
