import Domain
import Synchronization

/// How often somebody may do what costs others something: an order takes stock and calls the OMS, a cart and an account stay for
/// weeks. Everybody has a bucket that fills evenly, by address, browser and account; a family or an office behind one address
/// stays far below its edge. They live in memory.
final class Brakes: Sendable {
    enum Deed: String {
        case order, cart, registration
        /// The OMS is asked about it.
        case pincode
        /// A mail that somebody asks for.
        case mail
    }

    /// So many at once, and then one in each so much time.
    private struct Pace {
        let burst: Int64
        let every: Int64

        init(_ burst: Int64, every span: Span) {
            self.burst = burst
            every = span.milliseconds
        }
    }

    private struct Bucket {
        var credit: Int64
        var at: Instant
    }

    let isOn: Bool
    private let buckets = Mutex<[String: Bucket]>([:])
    private static let mostBuckets = 50_000

    init(isOn: Bool) {
        self.isOn = isOn
    }

    /// Takes one deed out of the address's bucket and those of whoever comes from it, or out of none.
    ///
    /// - Returns: nil, or how long to wait.
    func take(_ deed: Deed, from address: String, by people: [String], now: Instant) -> Span? {
        guard isOn else { return nil }
        let pace = Self.pace(of: deed)
        let all = [("\(deed) address \(address)", pace.address)] + people.map { ("\(deed) \($0)", pace.person) }
        return buckets.withLock { buckets in
            if buckets.count > Self.mostBuckets { buckets = buckets.filter { now - $0.value.at < .hours(1) } }
            if buckets.count > Self.mostBuckets { buckets = [:] }
            let filled = all.map { (name: $0.0, pace: $0.1, bucket: Self.filled(buckets[$0.0], $0.1, now)) }
            let missing = filled.map { $0.pace.every - $0.bucket.credit }.max() ?? 0
            guard missing <= 0 else { return Span(milliseconds: missing) }
            for entry in filled {
                buckets[entry.name] = Bucket(credit: entry.bucket.credit - entry.pace.every, at: now)
            }
            return nil
        }
    }

    /// A clock that was set back begins anew: a bucket of the future would never fill.
    private static func filled(_ bucket: Bucket?, _ pace: Pace, _ now: Instant) -> Bucket {
        let full = pace.burst * pace.every
        guard let bucket, bucket.at <= .latestBelieved(at: now) else { return Bucket(credit: full, at: now) }
        return Bucket(credit: min(full, bucket.credit + max(0, (now - bucket.at).milliseconds)), at: now)
    }

    private static func pace(of deed: Deed) -> (address: Pace, person: Pace) {
        switch deed {
        case .order: (Pace(30, every: .seconds(10)), Pace(10, every: .seconds(20)))
        case .cart: (Pace(300, every: .seconds(1)), Pace(100, every: .seconds(1)))
        case .pincode: (Pace(60, every: .seconds(3)), Pace(20, every: .seconds(5)))
        case .mail: (Pace(20, every: .minutes(1)), Pace(8, every: .minutes(1)))
        case .registration: (Pace(15, every: .minutes(1)), Pace(8, every: .minutes(1)))
        }
    }
}
