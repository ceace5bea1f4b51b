import Domain
import Testing

/// What stored times are worth after the clock was set back.
struct BeliefTests {
    @Test func `a deadline is believed as far ahead as it is set, and a little more`() {
        #expect((noon + .seconds(1)).isAhead(of: noon, atMost: .seconds(30)))
        #expect((noon + .seconds(90)).isAhead(of: noon, atMost: .seconds(30)))
        #expect(!(noon + .seconds(91)).isAhead(of: noon, atMost: .seconds(30)))
        #expect(!noon.isAhead(of: noon, atMost: .seconds(30)))
        #expect(!(noon - .days(1)).isAhead(of: noon, atMost: .seconds(30)))
    }

    @Test(arguments: [Span.hours(1), .days(1)])
    func `a request whose last try lies in the future is asked about at once`(jump: Span) {
        let step = RetryRule.step(requestedAt: noon, lastTryAt: noon + jump, attempts: 3, now: noon + .minutes(1))
        #expect(step == .ask)
    }

    @Test func `a count of the future gives way to any, one that is a little ahead does not`() {
        let far = StockLevel(count: 5, countedAt: noon + .days(1), uncounted: 0)
        #expect(far.verdict(on: 6, takenAt: noon - .hours(1), now: noon) == .updated)
        let near = StockLevel(count: 5, countedAt: noon + .minutes(5), uncounted: 0)
        #expect(near.verdict(on: 6, takenAt: noon, now: noon) == .stale)
    }
}
