import Domain
import Synchronization

/// How often somebody may do what costs others something: an order takes stock and calls the OMS, a cart and an account stay for
/// weeks. Everybody has a bucket that fills evenly, by address, browser and account; a family or an office behind one address
/// stays far below its edge.
enum Deed: String {
    case order, cart, registration
    /// The OMS is asked about it.
    case pincode
    /// A mail that somebody asks for.
    case mail

    fileprivate var limits: (address: Limit, person: Limit) {
        switch self {
        case .order: (Limit(30, every: .seconds(10)), Limit(10, every: .seconds(20)))
        case .cart: (Limit(300, every: .seconds(1)), Limit(100, every: .seconds(1)))
        case .pincode: (Limit(60, every: .seconds(3)), Limit(20, every: .seconds(5)))
        case .mail: (Limit(20, every: .minutes(1)), Limit(8, every: .minutes(1)))
        case .registration: (Limit(15, every: .minutes(1)), Limit(8, every: .minutes(1)))
        }
    }

    /// The bucket of the address, and those of whoever comes from it.
    func buckets(of address: String, _ people: [String]) -> [NamedBucket] {
        [NamedBucket(name: "\(self) address \(address)", limit: limits.address)]
            + people.map { NamedBucket(name: "\(self) \($0)", limit: limits.person) }
    }
}

struct NamedBucket {
    let name: String
    let limit: Limit
}

/// The buckets of a process that is alone with its store: in memory, and full after a restart.
final class Brakes: Sendable {
    let isOn: Bool
    private let buckets = Mutex<[String: Bucket]>([:])
    private static let mostBuckets = 50_000

    init(isOn: Bool) {
        self.isOn = isOn
    }

    /// Takes one time out of each bucket, or out of none.
    ///
    /// - Returns: nil, or how long to wait.
    func takeOne(fromEach wanted: [NamedBucket], now: Instant) -> Span? {
        buckets.withLock { buckets in
            if buckets.count > Self.mostBuckets { buckets = buckets.filter { now - $0.value.at < .hours(1) } }
            if buckets.count > Self.mostBuckets { buckets = [:] }
            var filled = wanted.map { buckets[$0.name]?.filled(by: $0.limit, now: now) ?? .full($0.limit, now: now) }
            let wait = zip(filled, wanted).map { $0.wait(of: $1.limit) }.max() ?? .seconds(0)
            guard wait <= .seconds(0) else { return wait }
            for (index, bucket) in wanted.enumerated() {
                filled[index].take(of: bucket.limit)
                buckets[bucket.name] = filled[index]
            }
            return nil
        }
    }
}
