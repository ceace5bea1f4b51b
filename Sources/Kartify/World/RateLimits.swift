import Domain
import Synchronization

/// Limits the calls per minute of each website's partner with a bucket that fills evenly. It lives in memory: after a
/// restart every bucket is full.
final class RateLimits: Sendable {
    /// A call costs 60,000; each millisecond brings `limit` back.
    private struct Bucket {
        var credit: Int
        var at: Instant
    }

    private let buckets = Mutex<[ID<Website>: Bucket]>([:])
    private static let cost = 60_000

    /// Takes one call out of a website's bucket.
    ///
    /// - Returns: nil, or how many seconds to wait when the bucket is empty.
    func take(of websiteID: ID<Website>, perMinute limit: Int, now: Instant) -> Int? {
        guard limit > 0 else { return nil }
        let capacity = limit * Self.cost
        return buckets.withLock { buckets in
            var bucket = buckets[websiteID] ?? Bucket(credit: capacity, at: now)
            let passed = min(max(0, Int((now - bucket.at).milliseconds)), Self.cost)
            bucket.credit = min(capacity, bucket.credit + passed * limit)
            // Calls at the same moment may come in any order; a clock that was set back begins anew.
            if !bucket.at.isAhead(of: now, atMost: .seconds(0)) { bucket.at = now }
            defer { buckets[websiteID] = bucket }
            guard bucket.credit >= Self.cost else {
                let milliseconds = (Self.cost - bucket.credit + limit - 1) / limit
                return (milliseconds + 999) / 1000
            }
            bucket.credit -= Self.cost
            return nil
        }
    }
}
