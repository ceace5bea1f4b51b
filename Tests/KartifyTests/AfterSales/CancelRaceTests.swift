import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// A push and a cancellation at the same moment: Arvind has the order, or it is withdrawn, and never both.
struct CancelRaceTests {
    private let shop: TestShop
    private let asha: Browser

    init() throws {
        shop = try TestShop()
        asha = try shop.asha
    }

    /// Orders of which Arvind may know: any call that was not answered with a refusal counts.
    private func expectNeverBoth(_ numbers: [String]) throws {
        for number in numbers {
            let pushes = shop.ai.received("/orders").filter { $0.idempotencyKey == number }
            let order = try shop.order(number)
            let (wasSent, isWithdrawn) = (!pushes.isEmpty, order.push.state == .withdrawn)
            #expect(!(wasSent && isWithdrawn), "\(number) was sent \(pushes.count) times and is withdrawn")
            #expect(wasSent || isWithdrawn || order.push.state == .waiting, "\(number) \(order.push.state)")
            #expect(try shop.history(number).filter { $0.status == .cancelled }.count <= 1)
            let isCancelled = order.status == .cancelled
            let asked = shop.ai.received("/orders/\(number)/cancel").count
            #expect(!(isCancelled && wasSent) || asked >= 1, "\(number) is cancelled behind Arvind's back")
            #expect(!isWithdrawn || (isCancelled && asked == 0))
        }
    }

    private func ordersOfBelts(_ count: Int) throws -> [String] {
        try (0..<count).map { _ in try asha.order(nil) }
    }

    @Test func `many rounds of two threads, who begins by chance`() throws {
        try shop.count(["BELT": 500])
        let numbers = try ordersOfBelts(60)
        let staff = try shop.staff()
        let (shop, asha) = (shop, asha)
        for (round, number) in numbers.enumerated() {
            shop.ai.answers("/orders/\(number)/cancel", .answer(200, #"{"status":"SUCCESS"}"#))
            if round.isMultiple(of: 3) {
                shop.ai.answers("/orders", .answer(503, ""), .answer(200, #"{"status":"SUCCESS"}"#))
            }
            let delay = Duration.microseconds(Int64((round % 10) * 150))
            let statuses = try inParallel(2) { thread in
                if thread == round % 2 { wait(delay) }
                return thread == 0
                    ? try asha.cancel(number).status : try staff.post("/admin/orders/\(number)/push").status
            }
            #expect(statuses.allSatisfy { [303, 409, 422].contains($0) })
        }
        try expectNeverBoth(numbers)
        // On a slow machine calls time out, and the circuit lets one through at first.
        for _ in 1...3 {
            shop.clock.advance(.hours(1))
            try shop.push()
        }
        try expectNeverBoth(numbers)
        for number in numbers {
            let order = try shop.order(number)
            #expect([.pushed, .withdrawn].contains(order.push.state) && order.push.leaseUntil == nil)
            if order.status != .cancelled { #expect(try asha.cancel(number).status == 303) }
        }
        #expect(try shop.available("BELT") == 500)
        try expectNeverBoth(numbers)
    }

    @Test func `a whole run against many cancellations`() throws {
        try shop.count(["BELT": 500])
        let numbers = try ordersOfBelts(40)
        for number in numbers { shop.ai.answers("/orders/\(number)/cancel", .answer(200, #"{"status":"SUCCESS"}"#)) }
        let (shop, asha) = (shop, asha)
        _ = try inParallel(3) { thread in
            if thread == 2 {
                try shop.push()
            } else {
                for (index, number) in numbers.reversed().enumerated() where index % 2 == thread {
                    _ = try asha.cancel(number)
                }
            }
        }
        try expectNeverBoth(numbers)
    }

    @Test func `the push has begun: the cancellation waits, and is asked of Arvind afterwards`() throws {
        let number = try asha.order("M")
        let gate = DispatchGate()
        shop.ai.answers("/orders", .answerAfter(gate.semaphore, 200, #"{"status":"SUCCESS"}"#))
        shop.ai.answers("/orders/\(number)/cancel", .answer(200, #"{"status":"SUCCESS"}"#))
        let (shop, asha) = (shop, asha)
        let seen = shop.ai.server.requests.count
        let answers = try inParallel(2) { thread -> Answer? in
            guard thread == 1 else {
                try shop.push()
                return nil
            }
            gate.waitForCall(shop.ai.server.arrivals, after: seen)
            let answer = try asha.cancel(number)
            gate.open()
            return answer
        }.compactMap { $0 }
        #expect(answers[0].status == 422 && answers[0].alert?.contains("still sending this order") == true)
        #expect(try shop.cancellations(number).isEmpty && shop.order(number).push.state == .pushed)
        #expect(try asha.cancel(number).status == 303)
        #expect(shop.ai.received("/orders/\(number)/cancel").count == 1)
        try expectNeverBoth([number])
    }

    @Test func `a cancellation that settles a push holds the order: a run does not push it at the same time`() throws {
        let number = try asha.order("M")
        let gate = DispatchGate()
        shop.ai.answers("/orders", .answer(503, ""), .answerAfter(gate.semaphore, 200, #"{"status":"SUCCESS"}"#))
        shop.ai.answers("/orders/\(number)/cancel", .answer(200, #"{"status":"SUCCESS"}"#))
        try shop.push()
        let (shop, asha) = (shop, asha)
        let seen = shop.ai.server.requests.count
        let answers = try inParallel(2) { thread -> Int in
            if thread == 0 { return try asha.cancel(number).status }
            gate.waitForCall(shop.ai.server.arrivals, after: seen)
            let again = try asha.cancel(number).status
            try shop.push(window: .days(30), isScheduled: false)
            gate.open()
            return again
        }
        #expect(answers.sorted() == [303, 422])
        #expect(shop.ai.received("/orders").count == 2 && shop.ai.received("/orders/\(number)/cancel").count == 1)
        #expect(try shop.order(number).status == .cancelled && shop.order(number).push.state == .pushed)
        try expectNeverBoth([number])
    }
}

/// Not for something to happen: it spreads the beginnings of two threads.
private func wait(_ delay: Duration) {
    let end = ContinuousClock.now + delay
    while ContinuousClock.now < end {}
}
