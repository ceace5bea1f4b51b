import Domain
import Synchronization

/// Limits the calls per minute of each website's partner with a bucket that fills evenly, for a process that is alone with its store.
/// It lives in memory: after a restart every bucket is full.
final class RateLimits: Sendable {
    private let buckets = Mutex<[ID<Website>: Bucket]>([:])

    /// Takes one call out of a website's bucket.
    ///
    /// - Returns: nil, or how long to wait when the bucket is empty.
    func take(of websiteID: ID<Website>, _ limit: Limit, now: Instant) -> Span? {
        buckets.withLock { buckets in
            var bucket = buckets[websiteID]?.filled(by: limit, now: now) ?? .full(limit, now: now)
            defer { buckets[websiteID] = bucket }
            let wait = bucket.wait(of: limit)
            guard wait <= .seconds(0) else { return wait }
            bucket.take(of: limit)
            return nil
        }
    }
}
