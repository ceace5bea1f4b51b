import Domain
import Storage
import TestDatabase
import TestSupport
import Testing

/// Limits that machines share: rows, whichever machine takes from them.
struct BucketTests {
    private let shop: TestShop
    private let stores: [Database]
    private let limit = Limit(10, every: .seconds(6))

    init() throws {
        shop = try TestShop()
        stores = [shop.database, try Database.ofTest(shop.file("kartify.db"))]
    }

    private func takeOne(from names: [UInt8], on machine: Int = 0, at now: Instant = noon) throws -> Span? {
        let shared = names.map { SharedBucket([$0], limit) }
        return try stores[machine].write { try $0.takeOne(fromEach: shared, now: now) }
    }

    private func takeShare(_ most: Int, puttingBack left: Int = 0, at now: Instant = noon) throws -> Int {
        let shared = SharedBucket([1], limit)
        return try stores[0].write { try $0.takeShare(of: shared, most: most, puttingBack: left, now: now) }.times
    }

    @Test func `two machines together take what one could`() throws {
        let waits = try (0..<24).map { try takeOne(from: [1], on: $0 % 2) }
        #expect(waits.map { $0 == nil } == Array(repeating: true, count: 10) + Array(repeating: false, count: 14))
        #expect(waits.last == .seconds(6))
        #expect(try takeOne(from: [1], at: noon + .seconds(6)) == nil)
        #expect(try takeOne(from: [1], on: 1, at: noon + .seconds(6)) != nil)
    }

    @Test func `many at once on both machines take no more`() throws {
        let waits = try inParallel(40) { number in
            try takeOne(from: number % 3 == 0 ? [1, 2] : [2, 1], on: number % 2)
        }
        #expect(waits.count { $0 == nil } == 10)
    }

    @Test func `one bucket that is empty leaves the others as they are`() throws {
        for _ in 1...10 { #expect(try takeOne(from: [1]) == nil) }
        for _ in 1...20 { #expect(try takeOne(from: [2, 1, 3]) != nil) }
        for _ in 1...10 { #expect(try takeOne(from: [2, 3]) == nil) }
    }

    @Test func `a share is as much as there is, and what was left of the last goes back`() throws {
        #expect(try [takeShare(4), takeShare(4), takeShare(4), takeShare(4)] == [4, 4, 2, 0])
        #expect(try takeShare(4, puttingBack: 3) == 3)
        #expect(try takeShare(4, at: noon + .seconds(12)) == 2)
    }

    @Test func `what has filled long ago is deleted`() throws {
        _ = try takeOne(from: [1])
        _ = try takeOne(from: [2], at: noon + .minutes(1))
        try shop.database.write { try $0.removeBuckets(untouchedSince: noon + .minutes(1)) }
        #expect(try shop.database.read { try $0.number("SELECT count(*) FROM bucket") } == 1)
    }

    @Test func `whoever counts a try to sign in sees every try before it`() throws {
        let counts = try inParallel(20) { number in
            try stores[number % 2].write { store in
                let before = try store.signInFailures(of: [1])?.count ?? 0
                try store.addSignInFailure(of: [1], at: noon)
                return before
            }
        }
        #expect(counts.sorted() == Array(0..<20))
    }
}
