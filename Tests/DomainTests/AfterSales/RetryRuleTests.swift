import Domain
import TestSupport
import Testing

/// When a request without a clear answer is asked again.
struct RetryRuleTests {
    @Test(arguments: [
        (0, 1), (1, 1), (2, 2), (3, 4), (4, 8), (5, 15), (6, 15), (60, 15), (Int.max, 15),
    ])
    func `the pause grows with every try, up to a quarter of an hour`(attempts: Int, minutes: Int) {
        func step(_ span: Span) -> RetryRule.Step {
            RetryRule.step(requestedAt: noon, lastTryAt: noon, attempts: attempts, now: noon + span)
        }
        #expect(step(Span(milliseconds: Span.minutes(minutes).milliseconds - 1)) == .wait)
        #expect(step(.minutes(minutes)) == .ask)
    }

    @Test(arguments: [(3_599_999, RetryRule.Step.ask), (3_600_000, .giveUp), (86_400_000, .giveUp)])
    func `after an hour it is given up, however many tries there were`(milliseconds: Int, step: RetryRule.Step) {
        for attempts in [0, 1, 7] {
            let now = noon + Span(milliseconds: Int64(milliseconds))
            #expect(RetryRule.step(requestedAt: noon, lastTryAt: noon, attempts: attempts, now: now) == step)
        }
    }

    @Test func `a recent attempt delays the next one, but not the giving up`() {
        let last = noon + .minutes(59)
        #expect(RetryRule.step(requestedAt: noon, lastTryAt: last, attempts: 9, now: last) == .wait)
        #expect(
            RetryRule.step(requestedAt: noon, lastTryAt: last, attempts: 9, now: noon + .minutes(60)) == .giveUp)
    }
}
