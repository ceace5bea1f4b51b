import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// Asking for a return again, and what Arvind reports about it by webhook.
struct ReturnAgainTests {
    private let shop: TestShop
    private let asha: Browser
    private let yes = LoopbackServer.Turn.answer(200, #"{"status":"SUCCESS","arvindReturnId":"AR-1"}"#)

    init() throws {
        shop = try TestShop()
        asha = try shop.asha
    }

    @Test func `while one is being confirmed, a form for something else is refused; the same again is the same return`()
        throws
    {
        let number = try shop.sold(to: asha, .delivered)
        shop.ai.answers("/orders/\(number)/returns", .answer(503, ""), yes)
        #expect(try asha.requestReturn(number, [1: "1"]).status == 422)
        let account = ["account": "999999999999", "account_again": "999999999999"]
        for (units, details) in [("2", [:]), ("1", account)] {
            let other = try asha.requestReturn(number, [1: units], details)
            #expect(other.status == 422 && other.alert?.hasPrefix("\(number)-R1 is being confirmed.") == true)
        }
        #expect(try asha.requestReturn(number, [1: "1"], ["comment": "Other words"]).status == 303)
        let calls = shop.ai.received("/orders/\(number)/returns")
        #expect(calls.count == 2 && calls[0].body == calls[1].body && calls[1].idempotencyKey == "\(number)-R1")
        #expect(try shop.units(number, in: .returnRequested) == 1 && shop.units(number, in: .delivered) == 1)
        #expect(try shop.returns(number).first?.accountEnd == "7890")
        try shop.expectNowhere("999999999999")
    }

    @Test func `a return refused for its account can be requested again with another one`() throws {
        let number = try shop.sold(to: asha, .delivered)
        shop.ai.answers("/orders/\(number)/returns", .answer(422, ArvindSays.refusal("INVALID_ACCOUNT", "No")), yes)
        #expect(try asha.requestReturn(number).status == 422)
        let other = ["account": "999999999999", "account_again": "999999999999"]
        #expect(try asha.requestReturn(number, [1: "2"], other).status == 303)
        #expect(
            shop.ai.received("/orders/\(number)/returns").map(\.idempotencyKey) == ["\(number)-R1", "\(number)-R2"])
        #expect(try shop.returns(number).map(\.accountEnd) == ["9999", "7890"])
    }

    @Test func `a disabled module holds nothing up`() throws {
        let number = try shop.sold(to: asha, .delivered)
        try shop.setModule(of: shop.brand) { $0.isEnabled = false }
        #expect(
            try asha.requestReturn(number).alert?.contains("is being confirmed: our warehouse has not answered") == true
        )
        #expect(
            try asha.retryReturn(number).alert?.contains("is being confirmed: our warehouse has not answered") == true)
        try shop.setModule(of: shop.brand) { $0.isEnabled = true }
        shop.ai.answers("/orders/\(number)/returns", yes)
        #expect(try asha.retryReturn(number).status == 303)
        #expect(shop.ai.received("/orders/\(number)/returns").first?.body.contains(ashasAccount) == true)
    }

    @Test func `ten presses at once ask Arvind once`() throws {
        let number = try shop.sold(to: asha, .delivered)
        let gate = DispatchGate()
        shop.ai.answers("/orders/\(number)/returns", .answerAfter(gate.semaphore, 200, #"{"status":"SUCCESS"}"#))
        let asha = asha
        gate.openOnce(shop.ai.server.arrivals, after: shop.ai.server.requests.count)
        let statuses = try inParallel(10) { _ in try asha.requestReturn(number).status }
        #expect(statuses.filter { $0 == 303 }.count == 1 && statuses.filter { $0 == 422 }.count == 9)
        #expect(try shop.ai.received("/orders/\(number)/returns").count == 1 && shop.returns(number).count == 1)
        #expect(try shop.units(number, in: .returnRequested) == 2)
    }

    @Test func `a return whose process died is sent again with its details`() throws {
        let number = try shop.sold(to: asha, .delivered)
        shop.ai.answers("/orders/\(number)/returns", .answer(503, ""), yes)
        #expect(try asha.requestReturn(number).status == 422)
        let until = shop.now + .seconds(30)
        try shop.change("UPDATE return_request SET lease_until = \(until), attempts = 0")
        #expect(try asha.retryReturn(number).alert?.contains("at this very moment") == true)
        shop.clock.advance(.seconds(31))
        #expect(try asha.retryReturn(number).status == 303)
        let calls = shop.ai.received("/orders/\(number)/returns")
        #expect(calls.count == 2 && calls[0].body == calls[1].body)
    }

    @Test func `the courier's steps without a number move the returned units alone`() throws {
        let number = try shop.sold(to: asha, quantity: 3, .delivered)
        shop.ai.answers("/orders/\(number)/returns", yes)
        #expect(try asha.requestReturn(number, [1: "1"]).status == 303)
        shop.clock.advance(.days(1))
        for (index, word) in ["return_picked_up", "returned", "refunded"].enumerated() {
            let answer = shop.arvind.tells("evt_\(index)", number, word, at: shop.now + .minutes(index))
            #expect(answer.status == 200 && answer.text.contains("applied"), "\(answer.text)")
            let status = try #require(ItemStatus(rawValue: word))
            #expect(try shop.units(number, in: status) == 1 && shop.units(number, in: .delivered) == 2, "\(word)")
            let closedAt: Instant? = try shop.database.read {
                try $0.first("SELECT closed_at FROM return_request") { try $0.next() as Instant? } ?? nil
            }
            #expect((closedAt != nil) == (word == "refunded"), "\(word)")
            #expect(asha.get("/account/orders/\(number)").words.contains("1 × \(status.title)"))
        }
    }

    @Test func `a courier whose clock is behind, and who says it twice, takes the returned units alone`() throws {
        let number = try shop.sold(to: asha, quantity: 3, .delivered)
        shop.clock.advance(.hours(1))
        shop.ai.answers("/orders/\(number)/returns", yes)
        #expect(try asha.requestReturn(number, [1: "1"]).status == 303)
        for (id, at) in [("a", shop.now - .seconds(120)), ("b", shop.now)] {
            _ = shop.arvind.tells("evt_\(id)", number, "return_picked_up", at: at, more: #""quantity":1"#)
            #expect(try shop.units(number, in: .returnPickedUp) == 1 && shop.units(number, in: .delivered) == 2)
        }
        _ = shop.arvind.tells("evt_c", number, "refunded", at: shop.now)
        #expect(try shop.units(number, in: .refunded) == 1 && shop.units(number, in: .delivered) == 2)
    }

    @Test func `what the courier has picked up before our answer came is not asked back twice`() throws {
        let number = try shop.sold(to: asha, quantity: 3, .delivered)
        shop.ai.answers("/orders/\(number)/returns", .answer(503, ""), yes)
        #expect(try asha.requestReturn(number, [1: "2"]).status == 422)
        _ = shop.arvind.tells("evt_1", number, "return_picked_up", at: noon + .minutes(1), more: #""quantity":2"#)
        #expect(try shop.units(number, in: .returnPickedUp) == 2)
        #expect(try asha.retryReturn(number).status == 303)
        #expect(try shop.units(number, in: .returnPickedUp) == 2 && shop.units(number, in: .delivered) == 1)
        #expect(try shop.units(number, in: .returnRequested) == 0)
    }

    @Test func `units refunded before Arvind's answer are not requested, and the return is closed`() throws {
        let number = try shop.sold(to: asha, .delivered)
        shop.ai.answers("/orders/\(number)/returns", .answer(503, ""), yes)
        #expect(try asha.requestReturn(number, [1: "1"]).status == 422)
        for (index, word) in ["return_picked_up", "returned", "refunded"].enumerated() {
            // No number of units: the courier means those of the return, though our answer is still out.
            _ = shop.arvind.tells("evt_\(index)", number, word, at: shop.now + .seconds(index))
        }
        #expect(try shop.units(number, in: .refunded) == 1 && shop.units(number, in: .delivered) == 1)
        #expect(try asha.retryReturn(number).status == 303)
        #expect(try shop.units(number, in: .refunded) == 1 && shop.units(number, in: .delivered) == 1)
        #expect(try shop.rows("return_request", where: "state = 'accepted' AND closed_at IS NOT NULL") == 1)
    }

    @Test func `after one that was withdrawn without an answer, a refusal says that the courier may come anyway`()
        throws
    {
        let number = try shop.sold(to: asha, .delivered)
        shop.ai.answers(
            "/orders/\(number)/returns", .answer(503, ""), .answer(422, ArvindSays.refusal("NON_RETURNABLE", "No")))
        #expect(try asha.requestReturn(number).status == 422)
        try asha.post("/account/orders/\(number)/return/withdrawal")
        let refused = try asha.requestReturn(number)
        #expect(refused.alert?.contains("\(number)-R1 already: if the courier comes, hand the items over.") == true)
    }

    @Test func `a cancellation by Arvind says who and why, to the customer and to staff`() throws {
        let number = try shop.sold(to: asha)
        _ = shop.arvind.tells("evt_1", number, "cancelled", more: #""reason":"Damaged in our warehouse""#)
        #expect(try shop.order(number).status == .cancelled && shop.available("POLO-M") == 10)
        let page = asha.get("/account/orders/\(number)").words
        #expect(page.contains("Cancelled by our warehouse (Damaged in our warehouse)"), "\(page)")
        let staff = try shop.staff().get("/admin/orders/\(number)").words
        #expect(staff.contains("Arvind's webhook Damaged in our warehouse"))
    }
}
