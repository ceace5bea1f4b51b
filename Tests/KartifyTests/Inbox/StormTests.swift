import Domain
import TestSupport
import Testing

@testable import Kartify

/// Whatever Arvind sends, however often and in whatever order.
struct StormTests {
    @Test func `one event sent a thousand times at once is applied once, and every call gets the same answer`() throws {
        let shop = try TestShop()
        let number = try shop.visitor().order("M", quantity: 3)
        let answers = try inParallel(50) { _ in
            (0..<20).map { _ in
                shop.arvind.tells("evt_1", number, "cancelled", more: #""quantity":2,"reason":"Damaged""#)
            }
        }.flatMap { $0 }
        #expect(answers.count == 1000)
        #expect(Set(answers.map(\.status)) == [200] && Set(answers.map(\.text)).count == 1)
        #expect(answers.first?.text.contains(#""outcome":"applied""#) == true)
        #expect(try shop.history(number).map(\.status) == [.processing, .cancelled])
        #expect(try shop.order(number).lines[0].progress.count(in: .cancelled) == 2)
        #expect(try shop.available("POLO-M") == 9)
        #expect(try shop.rows("webhook_event") == 1 && shop.rows("webhook_item") == 1)
        #expect(try shop.rows("stock_movement", where: "source = 'cancellation'") == 1)
    }

    @Test func `different events at once are each applied once`() throws {
        let shop = try TestShop()
        let number = try shop.visitor().order("M", quantity: 5)
        _ = try inParallel(25) { thread in
            for turn in 0..<10 {
                let event = (thread + turn) % 5
                _ = shop.arvind.tells(
                    "evt_\(event)", number, "shipped", at: noon + .minutes(event), more: #""quantity":1"#)
            }
        }
        #expect(try shop.order(number).lines[0].progress.count(in: .shipped) == 5)
        #expect(try shop.history(number).count == 6)
    }

    /// Each seed has its own orders, lines, partial quantities, order of the calls and repeats. The model is `Journey`, which walks
    /// every unit by itself.
    @Test(arguments: 0..<UInt64(20))
    func `a journey's events in any order with repeats leave one history row each, and the right status`(
        block: UInt64
    ) throws {
        let shop = try TestShop()
        try shop.count(["POLO-S": 1000, "POLO-M": 1000, "POLO-L": 1000])
        for seed in (block * 15)..<(block * 15 + 15) {
            var random = Seeded(seed)
            let trip = try Trip(shop, seed, using: &random)
            // A journey takes less than a day; Arvind reports nothing from the future.
            shop.clock.advance(.days(1))
            try trip.tell(shop.arvind, using: &random)
            try trip.check(shop)
            // A storm that finds the store in trouble was answered to send again: say which trouble.
            #expect(!shop.log.contains(#""fault":"#), "\(shop.log)")
        }
    }
}

/// An order on its way, and what Arvind reports about it.
private struct Trip {
    private let seed: UInt64
    private let number: String
    /// A line each.
    private let journeys: [Journey]
    private let events: [(id: String, line: Int, report: LineReport)]

    init(_ shop: TestShop, _ seed: UInt64, using random: inout Seeded) throws {
        self.seed = seed
        let sizes = ["S", "M", "L"].prefix(Int.random(in: 1...3, using: &random))
        let visitor = shop.visitor()
        var journeys: [Journey] = []
        for size in sizes {
            journeys.append(Journey(from: shop.now, using: &random))
            try visitor.addToCart(size, quantity: journeys[journeys.count - 1].quantity)
        }
        let placed = try visitor.checkOut()
        number = String(try #require(placed.location?.split(separator: "/").dropFirst().first))
        self.journeys = journeys
        events = journeys.enumerated().flatMap { index, journey in
            journey.reports.enumerated().map { (id: "evt_\(seed)_\(index)_\($0)", line: index + 1, report: $1) }
        }
    }

    /// Everything once and much of it again, some of it at once by several callers; each repeat gets the first answer.
    func tell(_ arvind: ArvindCaller, using random: inout Seeded) throws {
        var calls = events + events.filter { _ in Bool.random(using: &random) }
        calls += events.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
        calls.shuffle(using: &random)
        let isAtOnce = Int.random(in: 0..<5, using: &random) == 0
        let (number, seed) = (number, seed)
        @Sendable func send(_ call: (id: String, line: Int, report: LineReport)) -> (id: String, text: String) {
            let quantity = call.report.quantity.map { #""quantity":\#($0)"# } ?? ""
            let answer = arvind.tells(
                call.id, number, call.report.status.rawValue, line: call.line, at: call.report.at, more: quantity)
            #expect(answer.status == 200, "seed \(seed): \(answer.text)")
            return (call.id, answer.text)
        }
        let sent = calls
        let answers = isAtOnce ? try inParallel(sent.count) { send(sent[$0]) } : sent.map(send)
        for (id, all) in Dictionary(grouping: answers, by: \.id) {
            #expect(Set(all.map(\.text)).count == 1, "seed \(seed): \(id)")
        }
    }

    func check(_ shop: TestShop) throws {
        let order = try shop.order(number)
        for (index, journey) in journeys.enumerated() {
            let line = order.lines[index]
            let units = line.progress.groups.flatMap { Array(repeating: $0.status.rawValue, count: $0.quantity) }
            #expect(units.sorted() == journey.units, "seed \(seed), line \(index + 1): \(journey.reports)")
            let told = try shop.history(number, line: index + 1).dropFirst().map {
                "\($0.status) \($0.at.milliseconds)"
            }
            let happened = journey.reports.map { "\($0.status) \($0.at.milliseconds)" }
            #expect(told.sorted() == happened.sorted(), "seed \(seed), line \(index + 1)")
        }
        #expect(order.status == summary, "seed \(seed)")
        #expect(try shop.rows("webhook_event", where: "order_number = '\(number)'") == events.count, "seed \(seed)")
    }

    /// The least advanced unit that is still wanted; of an order that is cancelled whole, cancelled.
    private var summary: ItemStatus? {
        let way: [ItemStatus] = [
            .processing, .invoiced, .packed, .shipped, .undelivered, .outForDelivery, .delivered, .rto, .returnPickedUp,
            .returned, .refunded,
        ]
        let words = journeys.flatMap(\.units)
        return way.first { words.contains($0.rawValue) } ?? .cancelled
    }
}
