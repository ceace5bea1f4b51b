import Dispatch
import Domain
import Storage
import Synchronization

/// This machine's share of the calls per minute that a website takes, which all machines together keep to.
///
/// A row has the bucket of all of them. A machine takes a second's worth of calls out of it at a time, and lets callers through
/// without asking the database as long as that lasts: one write a second, not one a call. What is left after a second goes back
/// when the machine asks again. So a call counts at most a second before it comes, and never twice; a machine that falls silent
/// keeps at most a second's worth from the others.
///
/// While the database is away, what a machine has in hand is let through, to be told 503 by whatever it wants there; then every
/// call is, so nobody passes uncounted.
final class SharedCalls: Sendable {
    private struct Share {
        let limit: Limit
        var calls = 0
        var asking: DispatchGroup?
        /// Its calls count until then.
        var until = Instant(milliseconds: 0)
        /// There is nothing in the row before.
        var emptyUntil = Instant(milliseconds: 0)
    }

    private enum Turn {
        case passed
        case refused(Span)
        case others(DispatchGroup)
        /// Ask for more, and put so many back.
        case ask(DispatchGroup, left: Int)
    }

    private let shares = Mutex<[ID<Website>: Share]>([:])
    private static let lifetime = Span.seconds(1)
    private static let patience = DispatchTimeInterval.seconds(2)

    /// Takes one call out of a website's bucket.
    ///
    /// - Parameter more: takes so many calls out of the row, and puts so many back.
    /// - Returns: nil, or how long to wait when the bucket is empty.
    func take(
        of websiteID: ID<Website>, _ limit: Limit, now: Instant,
        more: (_ most: Int, _ left: Int) throws -> (times: Int, wait: Span)
    ) throws -> Span? {
        let end = DispatchTime.now() + Self.patience
        while true {
            switch turn(of: websiteID, limit, now) {
            case .passed: return nil
            case .refused(let wait): return wait
            case .others(let group):
                // Whoever else needs a share waits for the one who asks, but no longer than for any write.
                guard group.wait(timeout: end) == .success else { throw DatabaseError.busy }
            case .ask(let group, let left):
                defer { group.leave() }
                let got = Result { try more(limit.perSecond, left) }
                return try settle(got, of: websiteID, now)
            }
        }
    }

    private func turn(of websiteID: ID<Website>, _ limit: Limit, _ now: Instant) -> Turn {
        shares.withLock { shares in
            var share = shares[websiteID] ?? Share(limit: limit)
            // The limit was changed: what was taken by the old one is spent.
            if share.limit != limit { share = Share(limit: limit, asking: share.asking) }
            defer { shares[websiteID] = share }
            if share.calls > 0, share.until.isAhead(of: now, atMost: Self.lifetime) {
                share.calls -= 1
                return .passed
            }
            if share.emptyUntil.isAhead(of: now, atMost: .minutes(1)) { return .refused(share.emptyUntil - now) }
            if let others = share.asking { return .others(others) }
            let group = DispatchGroup()
            group.enter()
            share.asking = group
            let left = share.calls
            share.calls = 0
            return .ask(group, left: left)
        }
    }

    /// The one who asked goes first.
    private func settle(
        _ got: Result<(times: Int, wait: Span), any Error>, of websiteID: ID<Website>, _ now: Instant
    ) throws -> Span? {
        try shares.withLock { shares in
            shares[websiteID]?.asking = nil
            let (times, wait) = try got.get()
            guard times > 0 else {
                shares[websiteID]?.emptyUntil = now + wait
                return wait
            }
            shares[websiteID]?.calls = times - 1
            shares[websiteID]?.until = now + Self.lifetime
            return nil
        }
    }
}
