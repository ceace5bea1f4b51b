import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// Asking again, asking at the same time, and answers that come when things have moved on.
struct CancelAgainTests {
    private let shop: TestShop
    private let asha: Browser
    private let yes = LoopbackServer.Turn.answer(200, #"{"status":"SUCCESS"}"#)
    private let gone = LoopbackServer.Turn.answer(409, ArvindSays.refusal("ALREADY_CANCELLED", "Gone"))

    init() throws {
        shop = try TestShop()
        asha = try shop.asha
    }

    @Test func `“already cancelled” after an unclear attempt is success`() throws {
        let number = try shop.sold(to: asha)
        shop.ai.answers("/orders/\(number)/cancel", .answer(503, ""), gone)
        #expect(try asha.cancel(number).status == 422)
        #expect(try asha.cancel(number).status == 303)
        #expect(try shop.order(number).status == .cancelled)
        #expect(try shop.rows("exchange", where: "kind = 'cancel' AND outcome = 'accepted'") == 1)
    }

    @Test func `“already cancelled” after a call whose process died is success`() throws {
        let number = try shop.sold(to: asha)
        let order = try shop.order(number), now = shop.now
        let units = try CancellationRule.units(of: order, lines: [order.lines[0].id])
        _ = try shop.database.write { store in
            try store.addCancellation(
                of: order, units, reason: "", actor: nil, lease: now + .seconds(30), now: now
            ).reference
        }
        let busy = try asha.cancel(number)
        #expect(busy.status == 422 && busy.alert?.contains("at this very moment") == true)
        #expect(shop.ai.received("/orders/\(number)/cancel").isEmpty)
        shop.clock.advance(.seconds(31))
        shop.ai.answers("/orders/\(number)/cancel", gone)
        #expect(try asha.cancel(number).status == 303)
        #expect(try shop.order(number).status == .cancelled)
        #expect(shop.ai.received("/orders/\(number)/cancel").map(\.idempotencyKey) == ["\(number)-C1"])
    }

    @Test func `while the circuit is open nobody is asked; what Arvind says first is no answer to an earlier try`()
        throws
    {
        let first = try shop.sold(to: asha)
        let number = try shop.sold(to: asha, size: "S", quantity: 1)
        shop.ai.answers("/orders/\(first)/cancel", .answer(503, ""))
        for _ in 1...5 { #expect(try asha.cancel(first).status == 422) }
        shop.ai.answers("/orders/\(number)/cancel", gone)
        let answer = try asha.cancel(number)
        #expect(
            answer.status == 422 && answer.alert?.contains("is being confirmed: our warehouse has not answered") == true
        )
        #expect(shop.ai.received("/orders/\(number)/cancel").isEmpty)
        let row = try #require(try shop.cancellations(number).first)
        #expect(row.state == .open && row.attempts == 0 && row.leaseUntil == nil)
        #expect(try shop.rows("exchange", where: "kind = 'cancel' AND order_number = '\(number)'") == 0)
        shop.clock.advance(.seconds(31))
        let refused = try asha.cancel(number)
        #expect(refused.status == 422 && refused.alert?.contains("cancelled already") == true)
        #expect(try shop.order(number).status == .processed)
    }

    @Test func `a disabled module holds nothing up`() throws {
        let number = try shop.sold(to: asha)
        try shop.setModule(of: shop.brand) { $0.isEnabled = false }
        for _ in 1...2 {
            let answer = try asha.cancel(number)
            #expect(
                answer.status == 422
                    && answer.alert?.contains("is being confirmed: our warehouse has not answered") == true)
        }
        try shop.setModule(of: shop.brand) { $0.isEnabled = true }
        shop.ai.answers("/orders/\(number)/cancel", gone)
        let refused = try asha.cancel(number)
        #expect(refused.alert?.contains("cancelled already") == true, "\(refused.words)")
    }

    @Test func `while one is being confirmed, another is refused; asked again, it is the same`() throws {
        try asha.addToCart("S")
        let number = try shop.sold(to: asha)
        shop.ai.answers("/orders/\(number)/cancel", .answer(503, ""), yes)
        #expect(try asha.cancel(number, lines: [1], reason: "First").status == 422)
        let other = try asha.cancel(number, lines: [2], reason: "Second")
        #expect(other.status == 422 && other.alert?.hasPrefix("\(number)-C1 is being confirmed.") == true)
        #expect(try asha.cancel(number, lines: [1], reason: "Third").status == 303)
        let calls = shop.ai.received("/orders/\(number)/cancel")
        #expect(calls.count == 2 && calls[0].body == calls[1].body && calls[1].idempotencyKey == "\(number)-C1")
        #expect(try shop.order(number).lines.map(\.progress.status) == [.cancelled, .processed])
        #expect(try shop.history(number).last?.reason == "First")
    }

    @Test func `“already cancelled” proves nothing about items that no earlier attempt named`() throws {
        try asha.addToCart("S")
        let number = try shop.sold(to: asha)
        shop.ai.answers("/orders/\(number)/cancel", .answer(503, ""), gone, gone)
        #expect(try asha.cancel(number, lines: [1]).status == 422)
        try asha.post("/account/orders/\(number)/cancellation/withdrawal")
        let both = try asha.cancel(number, lines: [1, 2])
        #expect(both.status == 422 && both.alert?.contains("cancel the others one at a time") == true)
        #expect(try shop.order(number).lines.map(\.progress.status) == [.processed, .processed])
        #expect(try asha.cancel(number, lines: [1]).status == 303)
        #expect(try shop.order(number).lines.map(\.progress.status) == [.cancelled, .processed])
    }

    @Test func `an order that Arvind may have got before it refused it is cancelled by Arvind, or unknown there`()
        throws
    {
        var numbers: [String] = []
        for _ in 1...2 {
            let number = try asha.order("M", quantity: 1)
            numbers.append(number)
            shop.ai.answers(
                "/orders", .answer(500, ""), .answer(401, ArvindSays.refusal("UNAUTHORIZED", "No such token")))
            try shop.push()
            #expect(try shop.order(number).push.presence == .perhaps)
            try shop.staff().post("/admin/orders/\(number)/push")
            let push = try shop.order(number).push
            #expect(push.state == .refused && push.wasUnclear && push.presence == .perhaps)
        }
        shop.ai.answers("/orders/\(numbers[0])/cancel", yes)
        shop.ai.answers(
            "/orders/\(numbers[1])/cancel", .answer(404, ArvindSays.refusal("UNKNOWN_ORDER", "No such order")))
        for number in numbers {
            #expect(try asha.cancel(number).status == 303)
            #expect(shop.ai.received("/orders/\(number)/cancel").count == 1)
            #expect(try shop.order(number).status == .cancelled && shop.order(number).push.state == .withdrawn)
        }
    }

    @Test func `of two cancellations the first one counts`() throws {
        let number = try shop.sold(to: asha), other = try shop.sold(to: asha, size: "S", quantity: 1)
        shop.ai.answers("/orders/\(number)/cancel", .answer(503, ""), yes)
        shop.ai.answers("/orders/\(other)/cancel", .answer(503, ""), yes)
        let staff = try shop.staff(.operations)
        #expect(try staff.cancel(number, at: "/admin/orders").status == 422)
        #expect(try asha.cancel(number).status == 303)
        #expect(try shop.history(number).last?.actor == "operations" && shop.history(number).last?.source == .staff)
        #expect(try asha.cancel(other).status == 422)
        #expect(try staff.cancel(other, at: "/admin/orders").status == 303)
        #expect(try shop.history(other).last?.actor == nil && shop.history(other).last?.source == .customer)
    }

    @Test func `a reason is as long as it looks, and has nothing in it that cannot be read`() throws {
        let number = try shop.sold(to: asha)
        let accents = "e" + String(repeating: "\u{301}", count: 600)
        #expect(try asha.cancel(number, reason: accents).alert == "Keep the reason under 500 characters.")
        shop.ai.answers("/orders/\(number)/cancel", yes)
        #expect(try asha.cancel(number, reason: "Too\u{0} \u{202e}late\u{1b}\nSorry").status == 303)
        #expect(try shop.history(number).last?.reason == "Too late\nSorry")
    }

    @Test func `ten presses at once ask Arvind once and release stock once`() throws {
        let number = try shop.sold(to: asha)
        let gate = DispatchGate()
        shop.ai.answers("/orders/\(number)/cancel", .answerAfter(gate.semaphore, 200, #"{"status":"SUCCESS"}"#))
        let (asha, shop) = (asha, shop)
        gate.openOnce(shop.ai.server.arrivals, after: shop.ai.server.requests.count)
        let statuses = try inParallel(10) { _ in try asha.cancel(number).status }
        #expect(statuses.filter { $0 == 303 }.count == 1 && statuses.filter { $0 == 422 }.count == 9)
        #expect(shop.ai.received("/orders/\(number)/cancel").count == 1)
        #expect(try shop.available("POLO-M") == 10 && shop.history(number).count == 3)
        #expect(try shop.cancellations(number).count == 1)
    }

    @Test func `of a line in parts only the units before shipping are cancelled`() throws {
        let number = try shop.sold(to: asha, quantity: 3)
        try shop.move(number, to: .shipped, quantity: 1)
        shop.ai.answers("/orders/\(number)/cancel", yes)
        #expect(try asha.cancel(number).status == 303)
        #expect(shop.ai.received("/orders/\(number)/cancel").last?.body.contains(#""quantity":2"#) == true)
        #expect(try shop.units(number, in: .shipped) == 1 && shop.units(number, in: .cancelled) == 2)
    }

    @Test func `units cancelled by webhook before Arvind's answer are not cancelled twice`() throws {
        let number = try shop.sold(to: asha, quantity: 3)
        try shop.move(number, to: .shipped, quantity: 1)
        shop.ai.answers("/orders/\(number)/cancel", .answer(503, ""), gone)
        #expect(try asha.cancel(number).status == 422)
        try shop.move(number, to: .cancelled, quantity: 2)
        #expect(try shop.units(number, in: .shipped) == 1)
        #expect(try asha.cancel(number).status == 303)
        #expect(try shop.units(number, in: .shipped) == 1 && shop.units(number, in: .cancelled) == 2)
        #expect(try shop.available("POLO-M") == 9)
    }
}
