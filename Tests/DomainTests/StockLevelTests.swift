import Domain
import Testing

struct StockLevelTests {
    @Test(arguments: [(10, 0, 10), (10, 3, 7), (3, 3, 0), (3, 5, 0), (0, 0, 0)])
    func `what may be sold is Arvind's number less what it cannot have counted`(
        count: Int, uncounted: Int, available: Int
    ) {
        #expect(StockLevel(count: count, countedAt: noon, uncounted: uncounted).available == available)
    }

    @Test func `an older count never replaces a newer one`() {
        let level = StockLevel(count: 5, countedAt: noon, uncounted: 0)
        #expect(level.verdict(on: 9, takenAt: noon - Span(milliseconds: 1), now: noon) == .stale)
        #expect(level.verdict(on: 5, takenAt: noon - .hours(1), now: noon) == .stale)
    }

    @Test func `the same number again is unchanged`() {
        let level = StockLevel(count: 5, countedAt: noon, uncounted: 2)
        #expect(level.verdict(on: 5, takenAt: noon, now: noon) == .unchanged)
        #expect(level.verdict(on: 5, takenAt: noon + .hours(1), now: noon + .hours(1)) == .unchanged)
    }

    @Test func `another count of the same time or later is applied`() {
        let level = StockLevel(count: 5, countedAt: noon, uncounted: 0)
        #expect(level.verdict(on: 6, takenAt: noon, now: noon) == .updated)
        #expect(level.verdict(on: 0, takenAt: noon + .hours(1), now: noon + .hours(1)) == .updated)
    }

    @Test func `the first count is news, even of nothing`() {
        let level = StockLevel(count: 0, countedAt: nil, uncounted: 0)
        #expect(level.verdict(on: 0, takenAt: noon, now: noon) == .updated)
    }

    @Test func `units stop coming off once Arvind has counted after it had their order`() {
        var level = StockLevel(count: 10, countedAt: noon, uncounted: 6)
        let held = [noon - .seconds(1), noon, nil].enumerated().map {
            UncountedUnits(itemID: ID($0), quantity: 1 + $0, acknowledgedAt: $1)
        }
        let (verdict, counted) = level.apply(9, takenAt: noon, held: held, now: noon)
        #expect(verdict == .updated && counted == [held[0]])
        #expect(level == StockLevel(count: 9, countedAt: noon, uncounted: 5))
    }

    @Test func `an older count does not change the level`() {
        let before = StockLevel(count: 10, countedAt: noon, uncounted: 1)
        var level = before
        let held = [UncountedUnits(itemID: 1, quantity: 1, acknowledgedAt: noon - .hours(1))]
        let (verdict, counted) = level.apply(3, takenAt: noon - .minutes(1), held: held, now: noon)
        #expect(verdict == .stale && counted.isEmpty && level == before)
    }
}

struct PushWindowTests {
    @Test func `the first attempts come soon, the later ones less and less often, at least once an hour`() {
        let pauses = (1...12).map { PushWindow.pause(afterAttempts: $0) }
        #expect(pauses == pauses.sorted())
        #expect(pauses.first == .minutes(1))
        #expect(pauses.last == .minutes(60))
        #expect(PushWindow.pause(afterAttempts: 1000) == .minutes(60))
    }
}

struct RoleTests {
    @Test func `only administrators change settings, and support only reads`() {
        #expect(StaffMember.Role.allCases.filter { $0.may(.administer) } == [.administrator])
        for permission in [StaffMember.Permission.operate, .readPersonalData] {
            #expect(StaffMember.Role.allCases.filter { $0.may(permission) } == [.administrator, .operations])
        }
    }
}
