import Domain
import TestSupport
import Testing

/// Steps of a return never take units that no return asked for.
struct LineReturnTests {
    private let start = LineReport(.processing, quantity: nil, at: noon - .days(3))
    private let delivered = LineReport(.delivered, quantity: nil, at: noon)

    private func asked(_ quantity: Int, at time: Instant = noon + .hours(1)) -> LineReport {
        LineReport(.returnRequested, quantity: quantity, at: time, isOurs: true)
    }

    @Test(arguments: [nil, 1], [noon + .minutes(58), noon - .hours(12)])
    func `a pick-up by a clock that is behind takes the unit that was asked back`(quantity: Int?, time: Instant) {
        var line = aLine(.delivered, quantity: 3)
        let pickUp = LineReport(.returnPickedUp, quantity: quantity, at: time)
        _ = line.take(asked(1), after: [start, delivered], asked: 1)
        #expect(line.take(pickUp, after: [start, delivered, asked(1)], asked: 1).outcome == .applied)
        #expect(line.count(in: .delivered) == 2 && line.count(in: .returnPickedUp) == 1)
    }

    @Test func `the same pick-up under another event id and time takes nothing more`() {
        var line = aLine(.delivered, quantity: 3)
        var told = [start, delivered]
        for report in [
            asked(1), LineReport(.returnPickedUp, quantity: 1, at: noon + .hours(2)),
            LineReport(.returnPickedUp, quantity: 1, at: noon + .hours(3)),
        ] {
            _ = line.take(report, after: told, asked: 1)
            told.append(report)
        }
        #expect(line.count(in: .delivered) == 2 && line.count(in: .returnPickedUp) == 1)
    }

    @Test func `what never got to the door goes back beside a return`() {
        var line = aLine(.processing, quantity: 3)
        var told = [start]
        for (report, asked) in [
            (LineReport(.rto, quantity: 1, at: noon), nil), (LineReport(.delivered, quantity: 2, at: noon), nil),
            (asked(1), 1), (LineReport(.returned, quantity: 1, at: noon + .minutes(30)), 1),
            (LineReport(.returnPickedUp, quantity: 1, at: noon + .hours(2)), 1),
        ] {
            _ = line.take(report, after: told, asked: asked)
            told.append(report)
        }
        #expect(line.count(in: .returned) == 1 && line.count(in: .returnPickedUp) == 1)
        #expect(line.count(in: .delivered) == 1)
    }

    @Test func `what the OMS took back by itself does not stand in the way of a later return`() {
        var line = aLine(.delivered, quantity: 3)
        let taken = LineReport(.returnPickedUp, quantity: 2, at: noon + .minutes(10), precedesReturns: true)
        _ = line.take(taken, after: [start, delivered])
        _ = line.take(asked(1), after: [start, delivered, taken], asked: 1)
        #expect(line.count(in: .returnPickedUp) == 2 && line.count(in: .returnRequested) == 1)
        let refunded = LineReport(.refunded, quantity: nil, at: noon + .hours(2))
        _ = line.take(refunded, after: [start, delivered, taken, asked(1)], asked: 1)
        #expect(line.count(in: .refunded) == 3)
    }

    @Test(arguments: [noon + .minutes(58), noon + .minutes(62)])
    func `what was picked up before the answer came is of the units that were asked back`(time: Instant) {
        var line = aLine(.delivered, quantity: 3)
        let pickUp = LineReport(.returnPickedUp, quantity: 1, at: time)
        _ = line.take(pickUp, after: [start, delivered], asked: 2)
        _ = line.take(asked(2), after: [start, delivered, pickUp], asked: 2)
        #expect(line.count(in: .returnPickedUp) == 1 && line.count(in: .returnRequested) == 1)
    }

    @Test func `whatever is told in whatever order by whatever clock, the other units stay with the customer`() {
        var random = Seeded(13)
        for _ in 1...500 {
            let units = Int.random(in: 1...4, using: &random)
            var line = aLine(.delivered, quantity: 5)
            var told = [start, delivered, asked(units)]
            _ = line.take(told[2], after: [start, delivered], asked: units)
            for _ in 1...6 {
                let status = [ItemStatus.returnPickedUp, .returned, .refunded].randomElement(using: &random)
                let report = LineReport(
                    status ?? .refunded, quantity: [nil, 1, 2, 5].randomElement(using: &random) ?? nil,
                    at: noon + .minutes(Int.random(in: -720...180, using: &random)))
                _ = line.take(report, after: told, asked: units)
                told.append(report)
                #expect(line.count(in: .delivered) == 5 - units && line.quantity == 5, "\(told)")
            }
            _ = line.take(LineReport(.refunded, quantity: nil, at: noon + .days(1)), after: told, asked: units)
            #expect(line.count(in: .refunded) == units && line.count(in: .delivered) == 5 - units, "\(told)")
        }
    }
}
