import Crypto
import Domain
import Storage
import Web

extension World {
    /// Lets a visitor do it, unless they or their address did it too often lately.
    ///
    /// On a server the buckets are rows, which every machine takes from: a limit of ten is ten, however many machines there are.
    /// While the database is away nobody passes uncounted: the answer is 503, as to everything that writes.
    func brake(_ deed: Deed, _ request: Request, _ visitor: Visitor) throws {
        guard brakes.isOn else { return }
        let people = ["browser \(visitor.owner)"] + (visitor.account.map { ["account \($0.id)"] } ?? [])
        let buckets = deed.buckets(of: networkAddress(of: request.remoteAddress), people)
        guard let wait = try takeOne(fromEach: buckets, for: visitor.website.id, now: request.now) else { return }
        let seconds = wait.wholeSeconds
        throw Overload(
            message:
                "That was done very often from here in a short time. Nothing was changed; wait \(counted(seconds, "second")), then try again.",
            retryAfter: seconds, status: .tooManyRequests)
    }

    private func takeOne(
        fromEach buckets: [NamedBucket], for websiteID: ID<Website>, now: Instant
    ) throws -> Span? {
        guard !database.isFile else { return brakes.takeOne(fromEach: buckets, now: now) }
        let shared = buckets.map { SharedBucket(key.hash($0.name, purpose: "brake"), $0.limit) }
        return try database.write(for: websiteID) { try $0.takeOne(fromEach: shared, now: now) }
    }
}

extension Span {
    /// For `Retry-After`: whoever waits so long does not come too early.
    var wholeSeconds: Int { Int((milliseconds + 999) / 1000) }
}
