/// How a website's OMS has answered our calls, read off the log: every process sees it, and a restart forgets nothing.
package struct OMSHealth: Sendable {
    /// When it last gave a clear answer; nil when the log has none.
    package let lastGoodAt: Instant?
    /// Calls since then without a clear answer.
    package let unclear: Unclear
    /// The last minutes: calls with a clear answer, and all.
    package let lately: (clear: Int, all: Int)

    package struct Unclear: Equatable, Sendable {
        package let since: Instant?
        package let calls: Int
        /// Checkouts that could not be checked, asked or not.
        package let checkouts: Int

        package init(since: Instant?, calls: Int, checkouts: Int) {
            self.since = since
            self.calls = calls
            self.checkouts = checkouts
        }
    }

    /// A call may fail for once; an OMS that is down fails them all.
    private static let silentCalls = 3
    /// How far back the rate of success looks, and the fewest calls that make one.
    package static let rateTime = Span.minutes(15)
    private static let fewestCalls = 5

    package init(lastGoodAt: Instant?, unclear: Unclear, lately: (clear: Int, all: Int)) {
        self.lastGoodAt = lastGoodAt
        self.unclear = unclear
        self.lately = lately
    }

    /// Whether enough calls were made lately, and too few of them had a clear answer.
    package func isFailing(below percent: Int) -> Bool {
        lately.all >= Self.fewestCalls && lately.clear * 100 < lately.all * percent
    }

    package func lastGood(at now: Instant) -> String {
        lastGoodAt.map { "The last clear answer came \((now - $0).words) ago." } ?? "The log shows no clear answer yet."
    }

    /// The sentence that staff read on every page while it does not answer, or seldom does; nil while it is well.
    ///
    /// - Parameter percent: the rate of success below which it is not well.
    package func trouble(below percent: Int, _ oms: OMSKind) -> String? {
        if let since = unclear.since, unclear.calls >= Self.silentCalls {
            let turnedAway = unclear.checkouts == 0 ? "" : " · \(counted(unclear.checkouts, "checkout")) turned away"
            return "\(oms.title) has not answered since \(since.ist)\(turnedAway)."
        }
        guard isFailing(below: percent) else { return nil }
        return
            "\(oms.title) gave \(counted(lately.clear, "clear answer")) to \(counted(lately.all, "call")) in the last 15 minutes."
    }
}
