/// When a cancellation or return without a clear answer is retried.
package enum RetryRule {
    package enum Step: Equatable, Sendable {
        case wait, ask, giveUp
    }

    package static let patience = Span.hours(1)

    package static func step(requestedAt: Instant, lastTryAt: Instant, attempts: Int, now: Instant) -> Step {
        if now >= requestedAt + patience { return .giveUp }
        let pause = pause(afterAttempts: attempts)
        return (lastTryAt + pause).isAhead(of: now, atMost: pause) ? .wait : .ask
    }

    /// 1, 2, 4, 8, then 15 minutes.
    static func pause(afterAttempts attempts: Int) -> Span {
        .minutes(min(15, 1 << min(max(attempts, 1) - 1, 4)))
    }
}
