import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// A line of three, given back in more than one return.
struct ReturnInPartsTests {
    private let shop: TestShop
    private let asha: Browser
    private let yes = LoopbackServer.Turn.answer(200, #"{"status":"SUCCESS"}"#)
    private let otherAccount = ["account": "999999999999", "account_again": "999999999999", "holder": "Ravi Rao"]

    init() throws {
        shop = try TestShop()
        asha = try shop.asha
    }

    private func sold(_ payment: PaymentMode = .cod) throws -> String {
        let number = try shop.sold(to: asha, quantity: 3, payment: payment, .delivered)
        shop.ai.answers("/orders/\(number)/returns", yes)
        return number
    }

    /// What no return may ever ask for more than.
    private func expectNoMoreThanDelivered(_ number: String) throws {
        let units = try shop.returns(number).filter { $0.state == .open || $0.state == .accepted }.units.values
        #expect(units.reduce(0, +) <= 3)
        #expect(try shop.units(number, in: .delivered) + shop.units(number, in: .returnRequested) == 3)
    }

    @Test func `each part has its own reference and bank details, and all of them are listed`() throws {
        let number = try sold()
        #expect(try asha.requestReturn(number, [1: "1"]).status == 303)
        let form = asha.get("/account/orders/\(number)/return")
        #expect(form.words.contains("Up to 2") && asha.get("/account/orders/\(number)").hasLink("Return"))
        let tooMany = try asha.requestReturn(number, [1: "3"])
        #expect(tooMany.status == 422 && tooMany.words.contains("You can return up to 2."))
        #expect(try asha.requestReturn(number, [1: "2"], otherAccount).status == 303)
        let calls = shop.ai.received("/orders/\(number)/returns")
        #expect(calls.map(\.idempotencyKey) == ["\(number)-R1", "\(number)-R2"])
        #expect(calls[0].body.contains(ashasAccount) && calls[0].body.contains(#""quantity":1"#))
        #expect(calls[1].body.contains("999999999999") && calls[1].body.contains(#""quantity":2"#))
        #expect(try shop.returns(number).map(\.accountEnd) == ["9999", "7890"])
        #expect(try shop.units(number, in: .returnRequested) == 3)
        let staff = try shop.staff()
        for page in [asha.get("/account/orders/\(number)"), staff.get("/admin/orders/\(number)")] {
            #expect(page.words.contains("Return \(number)-R1 : Accepted") && !page.hasLink("Return"), "\(page.words)")
            #expect(page.words.contains("Return \(number)-R2 : Accepted"))
            #expect(page.words.contains("2 × Polo") && page.words.contains("1 × Polo"))
        }
        let list = staff.get("/admin/returns").words
        #expect(list.contains("\(number)-R1") && list.contains("\(number)-R2"))
        let third = try asha.requestReturn(number, [1: "1"])
        #expect(third.alert == "A return of “Polo” is under way already: \(number)-R2.")
        try expectNoMoreThanDelivered(number)
    }

    @Test func `while one part is being confirmed no other is asked for`() throws {
        let number = try sold()
        shop.ai.answers("/orders/\(number)/returns", .answer(503, ""), yes)
        #expect(try asha.requestReturn(number, [1: "1"]).status == 422)
        let other = try asha.requestReturn(number, [1: "2"])
        #expect(other.alert?.hasPrefix("\(number)-R1 is being confirmed.") == true)
        #expect(try asha.retryReturn(number).status == 303)
        #expect(try asha.requestReturn(number, [1: "2"]).status == 303)
        try expectNoMoreThanDelivered(number)
    }

    @Test func `the same form from two tabs is one return; the second tab shows what is left`() throws {
        let number = try sold()
        let known = ["accepted": asha.get("/account/orders/\(number)/return").value(of: "accepted") ?? ""]
        #expect(known == ["accepted": "0"])
        #expect(try asha.requestReturn(number, [1: "1"], known).status == 303)
        let second = try asha.requestReturn(number, [1: "1"], known)
        #expect(second.status == 422)
        #expect(second.alert?.hasPrefix("\(number)-R1 was accepted since you opened this form.") == true)
        #expect(second.words.contains("Up to 2") && second.value(of: "accepted") == "1")
        #expect(try shop.returns(number).count == 1)
        #expect(try asha.requestReturn(number, [1: "1"], ["accepted": "1"]).status == 303)
        try expectNoMoreThanDelivered(number)
    }

    @Test func `tabs that ask at once for more than there is get no more than there is`() throws {
        let number = try sold()
        let asha = asha
        let statuses = try inParallel(6) { index in
            try asha.requestReturn(number, [1: index.isMultiple(of: 2) ? "2" : "1"]).status
        }
        #expect(statuses.contains(303) && statuses.allSatisfy { $0 == 303 || $0 == 422 })
        try expectNoMoreThanDelivered(number)
        let units = try shop.returns(number).filter { $0.state == .accepted }.units.values.reduce(0, +)
        #expect(try shop.units(number, in: .returnRequested) == units)
    }

    @Test func `the money of all parts is on its way back`() throws {
        let number = try sold(.prepaid)
        let order = try shop.order(number)
        #expect(try asha.requestReturn(number, [1: "1"]).status == 303)
        #expect(try asha.requestReturn(number, [1: "2"]).status == 303)
        for page in [asha.get("/account/orders/\(number)"), try shop.staff().get("/admin/orders/\(number)")] {
            #expect(page.words.contains("Returned −\(order.totals.items.text)"), "\(page.words)")
        }
    }

    @Test func `a step without a number speaks of one part at a time, the oldest first`() throws {
        let number = try sold()
        #expect(try asha.requestReturn(number, [1: "1"]).status == 303)
        _ = shop.arvind.tells("evt_1", number, "return_picked_up", at: shop.now)
        #expect(try asha.requestReturn(number, [1: "2"]).status == 303)
        _ = shop.arvind.tells("evt_2", number, "returned", at: shop.now + .minutes(1))
        #expect(try shop.units(number, in: .returned) == 1 && shop.units(number, in: .returnRequested) == 2)
        _ = shop.arvind.tells("evt_3", number, "return_picked_up", at: shop.now + .minutes(2))
        #expect(try shop.units(number, in: .returned) == 1 && shop.units(number, in: .returnPickedUp) == 2)
    }

    @Test func `the courier's steps of one part leave the other, and a part is closed once it is refunded`() throws {
        let number = try sold()
        #expect(try asha.requestReturn(number, [1: "1"]).status == 303)
        shop.clock.advance(.days(1))
        for (index, word) in ["return_picked_up", "returned", "refunded"].enumerated() {
            _ = shop.arvind.tells("evt_\(index)", number, word, at: shop.now + .minutes(index))
        }
        shop.clock.advance(.days(1))
        #expect(try asha.requestReturn(number, [1: "1"]).status == 303)
        #expect(try shop.units(number, in: .refunded) == 1 && shop.units(number, in: .returnRequested) == 1)
        #expect(try shop.rows("return_request", where: "closed_at IS NOT NULL") == 1)
        _ = shop.arvind.tells("evt_9", number, "return_picked_up", at: shop.now)
        #expect(try shop.units(number, in: .returnPickedUp) == 1 && shop.units(number, in: .delivered) == 1)
        _ = shop.arvind.tells("evt_10", number, "refunded", at: shop.now + .minutes(1))
        #expect(try shop.units(number, in: .refunded) == 2 && shop.units(number, in: .delivered) == 1)
        #expect(try shop.rows("return_request", where: "closed_at IS NOT NULL") == 2)
    }
}
