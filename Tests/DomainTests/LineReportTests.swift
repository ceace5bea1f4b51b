import Domain
import TestSupport
import Testing

struct LineReportTests {
    private let start = LineReport(.processing, quantity: nil, at: noon)

    @Test func `units that are spoken of twice are told apart by the order of the events`() {
        var line = aLine(quantity: 3)
        let delivered = LineReport(.delivered, quantity: 1, at: noon + .hours(2))
        let shipped = LineReport(.shipped, quantity: 2, at: noon + .hours(1))
        #expect(line.take(delivered, after: [start]) == (.applied, true))
        #expect(line.take(shipped, after: [start, delivered]) == (.applied, true))
        #expect(line.count(in: .delivered) == 1 && line.count(in: .shipped) == 1 && line.count(in: .processing) == 1)
    }

    @Test func `an earlier step of units beyond it is late, and adds information`() {
        let shipped = LineReport(.shipped, quantity: 2, at: noon + .hours(1))
        let packed = LineReport(.packed, quantity: 2, at: noon)
        var line = aLine(quantity: 3)
        #expect(line.take(shipped, after: [start]) == (.applied, true))
        #expect(line.take(packed, after: [start, shipped]) == (.late, true))
        let third = LineReport(.packed, quantity: 1, at: noon)
        #expect(line.take(third, after: [start, shipped, packed]) == (.applied, true))
        #expect(line.count(in: .shipped) == 2 && line.count(in: .packed) == 1)
    }

    @Test func `what was told of all units is told again`() {
        let shipped = LineReport(.shipped, quantity: nil, at: noon)
        var line = aLine(.shipped, quantity: 2)
        let again = LineReport(.shipped, quantity: 1, at: noon + .hours(1))
        #expect(line.take(again, after: [start, shipped]) == (.duplicate, false))
        #expect(line.take(LineReport(.packed, quantity: 1, at: noon), after: [start, shipped]) == (.late, true))
    }

    @Test func `another delivery attempt adds information, even if the line is out for delivery already`() {
        let second = LineReport(.outForDelivery, quantity: nil, at: noon + .hours(4))
        let first = LineReport(.outForDelivery, quantity: nil, at: noon + .hours(1))
        var line = aLine()
        #expect(line.take(second, after: [start]) == (.applied, true))
        #expect(line.take(first, after: [start, second]) == (.late, true))
        #expect(line.take(first, after: [start, second, first]) == (.duplicate, false))
        let third = LineReport(.outForDelivery, quantity: nil, at: noon + .hours(9))
        #expect(line.take(third, after: [start, second, first]) == (.duplicate, true))
    }

    @Test func `units never go back, whatever is told of earlier`() {
        let delivered = LineReport(.delivered, quantity: nil, at: noon + .hours(2))
        var line = aLine(quantity: 2)
        _ = line.take(delivered, after: [start])
        let cancelled = LineReport(.cancelled, quantity: 1, at: noon + .hours(1))
        #expect(line.take(cancelled, after: [start, delivered]) == (.late, true))
        #expect(line.count(in: .delivered) == 2)
    }

    @Test func `an order begins with its first status, whatever Arvind's clock says`() {
        var line = aLine()
        #expect(
            line.take(LineReport(.undelivered, quantity: nil, at: noon - .hours(1)), after: [start]) == (.applied, true)
        )
    }

    @Test func `what is cancelled is what is least on its way`() {
        var line = aLine(.packed, quantity: 3)
        _ = line.move(1, to: .shipped, at: noon)
        #expect(line.move(2, to: .cancelled, at: noon) == .applied)
        #expect(line.count(in: .shipped) == 1 && line.count(in: .cancelled) == 2)
    }
}

/// Journeys told in any order, held against units that go their ways one by one.
struct LineReportProperties {
    @Test(arguments: 0..<UInt64(40))
    func `a journey ends in the same place in whatever order it is told`(block: UInt64) {
        for seed in (block * 200)..<(block * 200 + 200) {
            var random = Seeded(seed)
            let journey = Journey(using: &random)
            var told = [LineReport(.processing, quantity: nil, at: noon - .days(1))]
            var line = aLine(quantity: journey.quantity)
            for report in journey.reports.shuffled(using: &random) {
                let (_, addsInformation) = line.take(report, after: told)
                #expect(addsInformation, "seed \(seed)")
                told.append(report)
                #expect(line.quantity == journey.quantity, "seed \(seed)")
            }
            #expect(units(of: line) == journey.units, "seed \(seed): \(journey.reports)")
        }
    }

    private func units(of line: LineProgress) -> [String] {
        line.groups.flatMap { Array(repeating: $0.status.rawValue, count: $0.quantity) }.sorted()
    }
}
