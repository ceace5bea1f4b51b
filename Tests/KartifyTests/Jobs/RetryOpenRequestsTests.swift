import Dispatch
import Domain
import Storage
import TestDatabase
import TestSupport
import Testing

@testable import Kartify

/// Cancellations and returns without a clear answer: asked again, taken back, or given up.
struct RetryOpenRequestsTests {
    /// What is asked for after the sale; both are settled alike.
    enum Wish: String, CaseIterable {
        case cancellation, `return`

        var call: String { self == .cancellation ? "cancel" : "returns" }
        var letter: String { self == .cancellation ? "C" : "R" }
        var table: String { self == .cancellation ? "cancellation" : "return_request" }
    }

    private let shop: TestShop
    private let asha: Browser

    init() throws {
        shop = try TestShop()
        asha = try shop.asha
    }

    /// An order that Arvind has, and that has come where the wish may be asked for.
    private func sold(_ wish: Wish) throws -> String {
        let number = try asha.order("M")
        try shop.push()
        if wish == .return { #expect(shop.arvind.tells("evt_\(number)", number, "delivered").status == 200) }
        return number
    }

    private func path(_ number: String, _ wish: Wish) -> String { "/orders/\(number)/\(wish.call)" }

    private func keys(_ number: String, _ wish: Wish) -> [String] {
        shop.ai.received(path(number, wish)).compactMap { call in
            call.headers.first { $0.hasPrefix("Idempotency-Key: ") }.map { String($0.dropFirst(17)) }
        }
    }

    @discardableResult
    private func ask(_ wish: Wish, _ number: String) throws -> Answer {
        let line = try shop.order(number).lines[0].id
        var fields = ["line": "\(line)", "reason": wish == .return ? "DAMAGED" : "", "quantity-\(line)": "1"]
        fields.merge([
            "holder": "Asha Rao", "account": "50100234567890", "account_again": "50100234567890",
            "ifsc": "HDFC0001234", "bank": "HDFC Bank", "branch": "MG Road",
        ]) { $1 }
        return try asha.post("/account/orders/\(number)/\(wish)", fields)
    }

    private func state(_ wish: Wish) throws -> String? {
        let table = SQL(stringLiteral: wish.table)
        return try shop.database.read { try $0.first("SELECT state FROM \(table) ORDER BY id DESC") { try $0.next() } }
    }

    private func settle() throws {
        _ = try RetryOpenRequests(world: shop.world).run()
    }

    @Test(arguments: Wish.allCases)
    func `an internal error at one request does not hold up the next ones`(wish: Wish) throws {
        let numbers = [try sold(wish), try sold(wish)]
        for number in numbers {
            shop.ai.answers(path(number, wish), .answer(503, ""))
            try ask(wish, number)
            shop.ai.answers(path(number, wish), .answer(200, #"{"status":"SUCCESS"}"#))
        }
        try shop.database.refuse(
            "INSERT ON exchange", when: "NEW.order_number = 'KFY-100001'", saying: "the disk is tired")
        shop.clock.advance(.minutes(5))
        #expect(try RetryOpenRequests(world: shop.world).run() == "2 asked again, 0 given up; 1 failed, see the log.")
        #expect(shop.log.contains("the disk is tired"))
        #expect(keys(numbers[0], wish).count == 2 && keys(numbers[1], wish).count == 2)
    }

    @Test(arguments: Wish.allCases)
    func `an open request is retried with the same id and growing pauses, and given up after an hour`(wish: Wish) throws
    {
        let number = try sold(wish)
        shop.ai.answers(path(number, wish), .answer(503, ""))
        #expect(try ask(wish, number).status == 422)
        var minutes: [Int] = []
        for minute in 0...80 {
            let before = keys(number, wish).count
            try settle()
            if keys(number, wish).count > before { minutes.append(minute) }
            shop.clock.advance(.minutes(1))
        }
        #expect(minutes == [1, 3, 7, 15, 30, 45])
        #expect(Set(keys(number, wish)) == ["\(number)-\(wish.letter)1"])
        #expect(try state(wish) == "given_up")
        let status: ItemStatus = wish == .cancellation ? .processed : .delivered
        #expect(try shop.order(number).status == status)
        #expect(asha.get("/account/orders/\(number)").words.contains("gave no answer for an hour"))
        let staff = try shop.staff()
        #expect(staff.get("/admin/orders/\(number)").words.contains("Could not be confirmed"))
        #expect(staff.get("/admin").words.contains("Requests given up 1"))
    }

    @Test(arguments: Wish.allCases)
    func `the customer's page says that it is being confirmed; what settles it is the answer`(wish: Wish) throws {
        let number = try sold(wish)
        shop.ai.answers(path(number, wish), .answer(503, ""), .answer(200, #"{"status":"SUCCESS"}"#))
        try ask(wish, number)
        let page = asha.get("/account/orders/\(number)/\(wish)")
        #expect(page.words.contains("is being confirmed"))
        #expect(page.hasButton("Try again") && page.hasButton("Withdraw the \(wish)"))
        #expect(asha.get("/account/orders/\(number)").words.contains("Being confirmed"))
        shop.clock.advance(.minutes(1))
        try settle()
        #expect(try state(wish) == "accepted")
        #expect(try shop.order(number).status == (wish == .cancellation ? .cancelled : .returnRequested))
        #expect(!asha.get("/account/orders/\(number)/\(wish)").hasButton("Try again"))
    }

    @Test(arguments: Wish.allCases)
    func `a withdrawn request is never sent again, and cannot be withdrawn twice`(wish: Wish) throws {
        let number = try sold(wish)
        shop.ai.answers(path(number, wish), .answer(503, ""))
        try ask(wish, number)
        let withdrawal = "/account/orders/\(number)/\(wish)/withdrawal"
        #expect(try asha.post(withdrawal).location == "/account/orders/\(number)")
        #expect(asha.get("/account/orders/\(number)").words.contains("Withdrawn"))
        for _ in 0..<70 {
            shop.clock.advance(.minutes(1))
            try settle()
        }
        #expect(keys(number, wish).count == 1)
        #expect(try state(wish) == "withdrawn")
        #expect(try asha.post(withdrawal).status == 409)
    }

    @Test(arguments: ["withdrawn", "given_up"])
    func `“already cancelled” after an unanswered attempt is success`(end: String) throws {
        let number = try sold(.cancellation)
        let gone = #"{"status":"FAILURE","code":"ALREADY_CANCELLED","message":"Gone"}"#
        shop.ai.answers(path(number, .cancellation), .answer(503, ""), .answer(409, gone))
        try ask(.cancellation, number)
        if end == "withdrawn" {
            try asha.post("/account/orders/\(number)/cancellation/withdrawal")
        } else {
            shop.clock.advance(.hours(1))
            try settle()
        }
        #expect(try state(.cancellation) == end)
        #expect(try ask(.cancellation, number).status == 303)
        #expect(keys(number, .cancellation) == ["\(number)-C1", "\(number)-C2"])
        #expect(try shop.order(number).status == .cancelled && shop.available("POLO-M") == 10)
    }

    @Test func `“already cancelled” without an earlier attempt is a refusal`() throws {
        let number = try sold(.cancellation)
        let gone = #"{"status":"FAILURE","code":"ALREADY_CANCELLED","message":"Gone"}"#
        shop.ai.answers(path(number, .cancellation), .answer(409, gone))
        #expect(try ask(.cancellation, number).status == 422)
        #expect(try shop.order(number).status == .processed)
    }

    @Test(arguments: Wish.allCases)
    func `a request with a call in progress cannot be withdrawn; a later answer changes nothing`(wish: Wish) throws {
        let number = try sold(wish)
        let gate = DispatchSemaphore(value: 0)
        shop.ai.answers(path(number, wish), .answerAfter(gate, 200, #"{"status":"SUCCESS"}"#))
        let seen = keys(number, wish).count
        let withdrawal = "/account/orders/\(number)/\(wish)/withdrawal"
        let other = try shop.asha
        let statuses = try inParallel(2) { index -> [Int] in
            if index == 0 { return [try ask(wish, number).status] }
            while keys(number, wish).count == seen { shop.ai.server.arrivals.wait() }
            let early = try other.post(withdrawal).status
            // The call takes longer than anybody holds the request for.
            shop.clock.advance(.minutes(1))
            let late = try other.post(withdrawal).status
            gate.signal()
            return [early, late]
        }
        #expect(statuses.contains([409, 303]))
        #expect(try state(wish) == "withdrawn")
        #expect(try shop.order(number).status == (wish == .cancellation ? .processed : .delivered))
        try settle()
        #expect(keys(number, wish).count == 1)
    }
}
