import Domain
import TestSupport
import Testing

struct LineProgressTests {
    @Test func `a line moves on as a whole`() {
        var line = aLine(quantity: 3)
        #expect(line.move(nil, to: .shipped, at: noon) == .applied)
        #expect(line == aLine(.shipped, quantity: 3))
        #expect(line.status == .shipped)
    }

    @Test func `a late event changes nothing`() {
        var line = aLine(.shipped)
        #expect(line.move(nil, to: .packed, at: noon + .hours(1)) == .late)
        #expect(line == aLine(.shipped))
    }

    @Test func `a repeated event changes nothing`() {
        var line = aLine(.shipped)
        #expect(line.move(nil, to: .shipped, at: noon + .hours(1)) == .duplicate)
        #expect(line == aLine(.shipped))
    }

    @Test func `some units move, and the line waits for the others`() {
        var line = aLine(.packed, quantity: 3)
        #expect(line.move(1, to: .shipped, at: noon) == .applied)
        #expect(line.count(in: .shipped) == 1 && line.count(in: .packed) == 2)
        #expect(line.status == .packed)
        #expect(line.move(2, to: .shipped, at: noon + .hours(1)) == .applied)
        #expect(line == aLine(.shipped, quantity: 3, since: noon + .hours(1)))
    }

    @Test func `the most advanced units move first`() {
        var line = aLine(quantity: 3)
        _ = line.move(1, to: .shipped, at: noon)
        _ = line.move(1, to: .delivered, at: noon)
        #expect(line.count(in: .delivered) == 1 && line.count(in: .processing) == 2)
    }

    @Test func `more units than the line has are the whole line`() {
        var line = aLine(quantity: 2)
        #expect(line.move(5, to: .packed, at: noon) == .applied)
        #expect(line == aLine(.packed, quantity: 2))
    }

    @Test(arguments: [0, -1, Int.min])
    func `no units move nothing`(quantity: Int) {
        var line = aLine(quantity: 2)
        #expect(line.move(quantity, to: .packed, at: noon) != .applied)
        #expect(line == aLine(quantity: 2))
    }

    @Test func `cancelled units leave the others on their way`() {
        var line = aLine(.packed, quantity: 3)
        #expect(line.move(1, to: .cancelled, at: noon) == .applied)
        #expect(line.status == .packed && line.count(in: .cancelled) == 1)
        #expect(line.move(nil, to: .delivered, at: noon) == .applied)
        #expect(line.count(in: .cancelled) == 1 && line.count(in: .delivered) == 2 && line.status == .delivered)
    }

    @Test func `a line that is cancelled as a whole says so`() {
        var line = aLine(.packed, quantity: 2)
        #expect(line.move(nil, to: .cancelled, at: noon) == .applied)
        #expect(line.status == .cancelled)
        #expect(line.move(nil, to: .shipped, at: noon + .hours(1)) == .late)
        #expect(line.move(nil, to: .cancelled, at: noon + .hours(1)) == .duplicate)
    }

    @Test func `a courier may attempt delivery again, and event times tell which is newer`() {
        var line = aLine(.outForDelivery, since: noon)
        #expect(line.move(nil, to: .undelivered, at: noon + .hours(2)) == .applied)
        #expect(line.move(nil, to: .outForDelivery, at: noon + .hours(1)) == .late)
        #expect(line.move(nil, to: .outForDelivery, at: noon + .hours(20)) == .applied)
        #expect(line.move(nil, to: .undelivered, at: noon + .hours(3)) == .late)
        #expect(line.status == .outForDelivery)
        #expect(line.move(nil, to: .delivered, at: noon + .hours(21)) == .applied)
    }

    @Test func `a newer report of the same attempt outdates everything before it`() {
        var line = aLine(.outForDelivery, since: noon)
        #expect(line.move(nil, to: .outForDelivery, at: noon + .hours(4)) == .duplicate)
        #expect(line.move(nil, to: .undelivered, at: noon + .hours(2)) == .late)
        #expect(line.status == .outForDelivery)
    }

    @Test func `a delivery that was reported before the attempt that failed still ends the way`() {
        var line = aLine(.undelivered, since: noon)
        #expect(line.move(nil, to: .delivered, at: noon - .hours(1)) == .applied)
        #expect(line.move(nil, to: .undelivered, at: noon + .hours(1)) == .late)
    }

    @Test func `an order has the status of its least advanced line that is not cancelled`() {
        #expect(LineProgress.summary(of: [aLine(.delivered), aLine(.packed)]) == .packed)
        #expect(LineProgress.summary(of: [aLine(.delivered), aLine(.cancelled)]) == .delivered)
        #expect(LineProgress.summary(of: [aLine(.cancelled), aLine(.cancelled)]) == .cancelled)
        #expect(LineProgress.summary(of: [aLine(.undelivered), aLine(.delivered)]) == .undelivered)
        #expect(LineProgress.summary(of: [aLine(.returned), aLine(.delivered)]) == .delivered)
        #expect(LineProgress.summary(of: [aLine(.cancelled), aLine(.refunded)]) == .refunded)
    }

    @Test func `an order with nothing in it is processing`() {
        #expect(LineProgress.summary(of: []) == .processing)
        #expect(LineProgress([]).status == .processing)
    }
}

/// Whatever Arvind sends, in whatever order and however often.
struct LineProgressProperties {
    private static let sendable: [ItemStatus] = ItemStatus.allCases.filter {
        ![.awaitingPayment, .processing].contains($0)
    }

    @Test func `units are never lost, never made, and never go back`() {
        var random = Seeded(5)
        for _ in 0..<3000 {
            let quantity = Int.random(in: 1...5, using: &random)
            var line = aLine(quantity: quantity)
            for _ in 0..<Int.random(in: 1...25, using: &random) {
                let before = line
                let status = Self.sendable.randomElement(using: &random) ?? .packed
                let count = Bool.random(using: &random) ? nil : Int.random(in: 1...6, using: &random)
                let at = noon + .minutes(Int.random(in: -500...500, using: &random))
                let outcome = line.move(count, to: status, at: at)
                #expect(line.quantity == quantity)
                #expect(line.groups.allSatisfy { $0.quantity > 0 })
                #expect(Set(line.groups.map(\.status)).count == line.groups.count)
                if outcome == .applied {
                    #expect(line.count(in: status) > before.count(in: status))
                    for group in line.groups where group.status != status {
                        #expect(group.quantity <= before.count(in: group.status))
                    }
                    for group in before.groups where line.count(in: group.status) < group.quantity {
                        #expect(StatusGraph.allows(group.status, to: status), "\(group.status) to \(status)")
                    }
                } else {
                    #expect(line.groups.map(\.status) == before.groups.map(\.status))
                    #expect(line.groups.map(\.quantity) == before.groups.map(\.quantity))
                }
            }
        }
    }

    @Test func `events of the main path end in the same place in whatever order they come`() {
        var random = Seeded(6)
        let path = ItemStatus.steps.dropFirst()
        for _ in 0..<3000 {
            let sent = path.filter { _ in Bool.random(using: &random) }
            let furthest = sent.last ?? .processing
            var events = sent + sent.filter { _ in Bool.random(using: &random) }
            events.shuffle(using: &random)
            var line = aLine(quantity: 3)
            var rank = StatusGraph.rank(line.status)
            for event in events {
                _ = line.move(nil, to: event, at: noon + .minutes(Int.random(in: 0...99, using: &random)))
                #expect(StatusGraph.rank(line.status) >= rank, "\(events)")
                rank = StatusGraph.rank(line.status)
            }
            #expect(line.status == furthest && line.groups.count == 1, "\(events)")
        }
    }

    @Test func `a courier's attempts end with the newest, in whatever order they come`() {
        var random = Seeded(7)
        for _ in 0..<2000 {
            var attempts: [(status: ItemStatus, at: Instant)] = (1...5).map { hour in
                (hour % 2 == 1 ? .outForDelivery : .undelivered, noon + .hours(hour))
            }
            attempts += attempts.filter { _ in Bool.random(using: &random) }
            attempts.shuffle(using: &random)
            var line = aLine(.shipped)
            for attempt in attempts { _ = line.move(nil, to: attempt.status, at: attempt.at) }
            #expect(line.status == .outForDelivery, "\(attempts)")
        }
    }
}
