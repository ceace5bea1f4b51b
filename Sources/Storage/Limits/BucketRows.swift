import Domain

/// A bucket that all machines take from, by its name.
package struct SharedBucket: Sendable {
    package let name: [UInt8]
    package let limit: Limit

    package init(_ name: [UInt8], _ limit: Limit) {
        self.name = name
        self.limit = limit
    }
}

extension Transaction {
    /// Takes one time out of each of these buckets, or out of none.
    ///
    /// - Returns: nil, or how long to wait.
    package func takeOne(fromEach shared: [SharedBucket], now: Instant) throws -> Span? {
        var buckets = try lockedBuckets(shared, now: now)
        let wait = zip(buckets, shared).map { $0.wait(of: $1.limit) }.max() ?? .seconds(0)
        guard wait <= .seconds(0) else { return wait }
        for (index, place) in shared.enumerated() { buckets[index].take(of: place.limit) }
        try keep(buckets, shared)
        return nil
    }

    /// Takes as much as there is out of a bucket, and puts back what was left of the last time.
    ///
    /// - Returns: how many times, at most `most`; when there is none, how long until the bucket holds that many.
    package func takeShare(
        of shared: SharedBucket, most: Int, puttingBack left: Int, now: Instant
    ) throws -> (times: Int, wait: Span) {
        guard var bucket = try lockedBuckets([shared], now: now).first else { return (0, .seconds(0)) }
        bucket.putBack(left, of: shared.limit)
        let times = min(most, bucket.credit / shared.limit.cost)
        bucket.take(times, of: shared.limit)
        try keep([bucket], [shared])
        return (times, bucket.wait(for: most, of: shared.limit))
    }

    /// Deletes buckets that have filled long ago.
    package func removeBuckets(untouchedSince time: Instant) throws {
        try execute("DELETE FROM bucket WHERE at < \(time)")
    }

    /// What is in them by now. Another machine that wants one of them waits for the end of this transaction.
    private func lockedBuckets(_ shared: [SharedBucket], now: Instant) throws -> [Bucket] {
        let found = try all(
            """
            INSERT INTO bucket (name, credit, at) VALUES \(rows(shared.map { .full($0.limit, now: now) }, shared))
            ON CONFLICT (name) DO UPDATE SET at = bucket.at RETURNING name, credit, at
            """
        ) { (name: try $0.next() as [UInt8], bucket: Bucket(credit: try $0.next(), at: try $0.next())) }
        return shared.map { place in
            let row = found.first { $0.name == place.name }
            return (row?.bucket ?? .full(place.limit, now: now)).filled(by: place.limit, now: now)
        }
    }

    private func keep(_ buckets: [Bucket], _ shared: [SharedBucket]) throws {
        try execute(
            """
            INSERT INTO bucket (name, credit, at) VALUES \(rows(buckets, shared))
            ON CONFLICT (name) DO UPDATE SET credit = excluded.credit, at = excluded.at
            """)
    }

    /// In the order of their names: two machines that want the same ones do not wait for each other.
    private func rows(_ buckets: [Bucket], _ shared: [SharedBucket]) -> SQL {
        let rows = zip(shared, buckets).sorted { $0.0.name.lexicographicallyPrecedes($1.0.name) }
            .map { "(\($0.name), \($1.credit), \($1.at))" as SQL }
        return rows.dropFirst().reduce(rows.first ?? "") { "\($0), \($1)" as SQL }
    }
}
