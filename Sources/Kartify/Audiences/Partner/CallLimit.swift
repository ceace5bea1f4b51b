import Domain
import Storage

extension World {
    /// Counts a call against what a website takes in a minute; 0 is without end.
    ///
    /// - Returns: nil, or how long to wait.
    func takeCall(of websiteID: ID<Website>, perMinute: Int, now: Instant) throws -> Span? {
        guard perMinute > 0 else { return nil }
        let limit = Limit(perMinute: perMinute)
        guard !database.isFile else { return rateLimits.take(of: websiteID, limit, now: now) }
        return try sharedCalls.take(of: websiteID, limit, now: now) { most, left in
            let shared = SharedBucket(key.hash("calls \(websiteID)", purpose: "limit"), limit)
            return try database.write(for: websiteID) {
                try $0.takeShare(of: shared, most: most, puttingBack: left, now: now)
            }
        }
    }
}
