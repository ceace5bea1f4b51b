import Domain
import OMS
import Synchronization

/// Whether each website's OMS answers, as this process has seen it: every admin page asks, so it costs no query.
final class OMSHealth: Sendable {
    /// An OMS that gives no clear answer.
    struct Silence: Sendable {
        let since: Instant
        fileprivate(set) var calls: Int
        /// Checkouts that could not be checked meanwhile, asked or not.
        fileprivate(set) var checkoutsTurnedAway: Int
    }

    private let silences = Mutex<[ID<Website>: Silence]>([:])
    /// A call may fail for once; an OMS that is down fails them all.
    private static let limit = 3

    /// Notes how a call of a website ended, or that none was made because the last ones had no answer.
    func note<Value>(
        _ exchanged: Exchanged<Value>, of websiteID: ID<Website>, isCheckout: Bool = false, at now: Instant
    ) {
        silences.withLock { silences in
            guard case .unclear = exchanged.answer else {
                silences[websiteID] = nil
                return
            }
            var silence = silences[websiteID] ?? Silence(since: now, calls: 0, checkoutsTurnedAway: 0)
            silence.calls += 1
            if isCheckout { silence.checkoutsTurnedAway += 1 }
            silences[websiteID] = silence
        }
    }

    /// Since when a website's OMS has not answered; nil while it does.
    func silence(of websiteID: ID<Website>) -> Silence? {
        silences.withLock { $0[websiteID] }.flatMap { $0.calls >= Self.limit ? $0 : nil }
    }
}
