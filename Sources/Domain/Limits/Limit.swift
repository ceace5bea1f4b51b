/// How often something may be done: what a bucket holds, how fast it fills, and what one time takes out of it.
package struct Limit: Equatable, Sendable {
    package let cost: Int
    /// What a full bucket holds.
    let capacity: Int
    /// What each millisecond brings back.
    let rate: Int

    /// So many times at once, and then one in each so much time.
    package init(_ burst: Int, every span: Span) {
        cost = Int(span.milliseconds)
        capacity = burst * cost
        rate = 1
    }

    /// So many times a minute, in whole numbers whatever they are.
    package init(perMinute times: Int) {
        cost = 60_000
        capacity = times * cost
        rate = times
    }

    /// What comes back in a second, but one at least.
    package var perSecond: Int { max(1, rate * 1000 / cost) }
}

/// What somebody may still do of what is limited. A bucket fills evenly, and never beyond its edge.
package struct Bucket: Sendable {
    package private(set) var credit: Int
    package let at: Instant

    /// A bucket as it was left.
    package init(credit: Int, at: Instant) {
        self.credit = credit
        self.at = at
    }

    /// One that nobody has taken from.
    package static func full(_ limit: Limit, now: Instant) -> Bucket {
        Bucket(credit: limit.capacity, at: now)
    }

    /// How full it is by now. One of the future was left before the clock was set back, and would never fill: it begins anew. A
    /// machine whose clock is a little behind the other's brings nothing back.
    package func filled(by limit: Limit, now: Instant) -> Bucket {
        guard at <= .latestBelieved(at: now) else { return .full(limit, now: now) }
        let passed = Int(max(0, (now - at).milliseconds))
        return Bucket(credit: min(limit.capacity, credit + passed * limit.rate), at: max(at, now))
    }

    /// How long until it holds what so many times cost; zero when it does.
    package func wait(for times: Int = 1, of limit: Limit) -> Span {
        let missing = min(times * limit.cost, limit.capacity) - credit
        return Span(milliseconds: Int64(max(0, (missing + limit.rate - 1) / limit.rate)))
    }

    package mutating func take(_ times: Int = 1, of limit: Limit) {
        credit -= times * limit.cost
    }

    /// What was taken and not used, as far as there is room for it.
    package mutating func putBack(_ times: Int, of limit: Limit) {
        credit = min(limit.capacity, credit + times * limit.cost)
    }
}
