import Domain
import Testing

/// Buckets: what somebody may still do.
struct LimitTests {
    private let noon = Instant(milliseconds: 1_795_408_200_000)

    /// How often one may take from it at once.
    private func times(_ bucket: Bucket, _ limit: Limit) -> Int {
        var bucket = bucket, count = 0
        while bucket.wait(of: limit) == .seconds(0) {
            bucket.take(of: limit)
            count += 1
        }
        return count
    }

    @Test(arguments: [1, 7, 59, 60, 61, 4999, 100_000])
    func `a full bucket gives exactly its limit, and all of it again after a minute`(perMinute: Int) {
        let limit = Limit(perMinute: perMinute)
        var bucket = Bucket.full(limit, now: noon)
        #expect(times(bucket, limit) == perMinute)
        bucket.take(perMinute, of: limit)
        #expect(times(bucket.filled(by: limit, now: noon + .minutes(1)), limit) == perMinute)
        #expect(times(bucket.filled(by: limit, now: noon + .days(400)), limit) == perMinute)
    }

    @Test func `whoever finds it empty is told when the next is there`() {
        let limit = Limit(3, every: .seconds(20))
        var bucket = Bucket.full(limit, now: noon)
        bucket.take(3, of: limit)
        #expect(bucket.filled(by: limit, now: noon + .seconds(19)).wait(of: limit) == .seconds(1))
        #expect(bucket.filled(by: limit, now: noon + .seconds(20)).wait(of: limit) == .seconds(0))
        #expect(bucket.wait(for: 2, of: limit) == .seconds(40) && bucket.wait(for: 99, of: limit) == .seconds(60))
    }

    @Test func `two clocks that differ by a second fill it no faster than one`() {
        let limit = Limit(60, every: .seconds(1))
        var bucket = Bucket.full(limit, now: noon)
        bucket.take(60, of: limit)
        for number in 0..<100 { bucket = bucket.filled(by: limit, now: noon + .seconds(number % 2)) }
        #expect(times(bucket, limit) == 1)
    }

    @Test func `one that was left while the clock was wrong begins anew`() {
        let limit = Limit(5, every: .seconds(1))
        let future = Bucket(credit: 0, at: noon + .hours(1))
        #expect(times(future.filled(by: limit, now: noon), limit) == 5)
    }

    @Test func `what is put back does not run over`() {
        let limit = Limit(5, every: .seconds(1))
        var bucket = Bucket.full(limit, now: noon)
        bucket.take(3, of: limit)
        bucket.putBack(2, of: limit)
        #expect(times(bucket, limit) == 4)
        bucket.putBack(9, of: limit)
        #expect(times(bucket, limit) == 5)
    }
}
