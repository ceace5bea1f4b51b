import Domain
import TestSupport
import Testing

@testable import Kartify

/// An order's page: what to do about it, what happened to it, and the orders beside it.
struct OrderPageTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
        try shop.count(["BELT": 60])
    }

    @Test func `a refused order says on top what Arvind said, and pushes from there`() throws {
        let number = try shop.visitor().order(nil)
        #expect(!staff.get("/admin/orders/\(number)").text.contains("Somebody must act"))
        shop.ai.answers("/orders", .answer(200, #"{"status":"FAILURE","code":"NO","message":"Pincode is shut"}"#))
        try staff.post("/admin/orders/\(number)/push")
        let page = staff.get("/admin/orders/\(number)")
        let box = try #require(page.piece(after: "aria-label=\"Somebody must act\"", before: "</section>"))
        #expect(box.contains("Arvind refused this order: NO: Pincode is shut") && box.contains("Push now</button>"))
        #expect(page.words.contains("Push refused HTTP 200"))
        #expect(try !shop.staff(.support).get("/admin/orders/\(number)").hasButton("Push now"))
        shop.clock.advance(.hours(7))
        let late = try shop.visitor().order(nil)
        shop.clock.advance(.hours(7))
        let words = try shop.staff().get("/admin/orders/\(late)").words
        #expect(words.contains("Not pushed for 7 h: it was never tried. The schedule no longer tries it."))
    }

    @Test func `a note carries its author's name, who alone may change it`() throws {
        let number = try shop.visitor().order(nil)
        let path = "/admin/orders/\(number)/notes"
        let answer = try staff.post(path, ["note": " Wants it <b>before</b> noon ", "list": "tab=to_push"])
        #expect(answer.location == "/admin/orders/\(number)?list=tab%3Dto_push#timeline")
        #expect(staff.get("/admin/orders/\(number)").words.contains("Note administrator Wants it <b>before"))
        let support = try shop.staff(.support)
        #expect(try support.post("\(path)/1", ["note": "No"]).status == 403)
        #expect(!support.get("/admin/orders/\(number)").hasButton("Save note"))
        try support.post(path, ["note": "Called back"])
        try staff.post("\(path)/1", ["note": "Wants it today"])
        let words = staff.get("/admin/orders/\(number)").words
        #expect(words.contains("Note support Called back") && words.contains("Wants it today (edited)"))
        for text in ["", "  ", String(repeating: "x", count: 2001)] {
            #expect(try staff.post(path, ["note": text]).status == 422)
        }
        #expect(try shop.rows("order_note") == 2)
    }

    @Test func `the page leads to the orders beside it in the list that it was opened from`() throws {
        let numbers = try (1...3).map { _ in try shop.visitor().order(nil) }
        let paid = try shop.visitor().order(nil, payment: .prepaid)
        let list = staff.get("/admin/orders?payment=COD")
        #expect(list.text.contains("/admin/orders/\(numbers[1])?list=payment%3DCOD"))
        let page = staff.get("/admin/orders/\(numbers[1])?list=payment%3DCOD")
        #expect(page.text.contains("rel=\"prev\" href=\"/admin/orders/\(numbers[2])?list=payment%3DCOD\""))
        #expect(page.text.contains("rel=\"next\" href=\"/admin/orders/\(numbers[0])?list=payment%3DCOD\""))
        #expect(page.text.contains("<a href=\"/admin/orders?payment=COD\">Orders</a>"))
        let newest = staff.get("/admin/orders/\(numbers[2])?list=payment%3DCOD").text
        #expect(!newest.contains("rel=\"prev\"") && newest.contains("rel=\"next\""))
        #expect(staff.get("/admin/orders/\(numbers[2])").text.contains("rel=\"prev\" href=\"/admin/orders/\(paid)\""))
    }

    @Test func `payments and requests stand in the timeline with what came of them`() throws {
        let asha = try shop.asha
        let number = try asha.order(nil, payment: .prepaid)
        try shop.pay(number)
        try shop.push()
        shop.ai.answers(
            "/orders/\(number)/cancel", .answer(200, #"{"status":"FAILURE","code":"X","message":"Too late"}"#))
        _ = try asha.cancel(number)
        let words = staff.get("/admin/orders/\(number)").words
        for part in [
            "Payment: Paid ₹899.00 Payment gateway,", "Cancellation \(number)-C1 requested 1 × Belt Customer",
            "Cancellation \(number)-C1: Refused by Arvind Arvind X: Too late",
        ] { #expect(words.contains(part), "\(part)") }
        #expect(words.contains("Arvind refused cancellation \(number)-C1:"))
    }

    @Test func `a saved view is its owner's alone, beside those that everybody has`() throws {
        let number = try shop.visitor().order(nil)
        let answer = try staff.post(
            "/admin/views", ["list": "orders", "name": "My COD", "filter": "payment=COD&x=1"])
        #expect(answer.location == "/admin/orders?payment=COD")
        let page = staff.get("/admin/orders?payment=COD")
        #expect(page.text.contains("href=\"/admin/orders?payment=COD\" aria-current=\"page\">My COD</a>"))
        #expect(page.words.contains("To pack") && page.words.contains(number))
        let support = try shop.staff(.support)
        #expect(!support.get("/admin/orders").words.contains("My COD"))
        try support.post("/admin/views/1/removal", ["list": "orders"])
        #expect(try shop.rows("saved_view") == 1)
        let failed = try staff.post("/admin/views", ["list": "logs", "name": "My COD", "filter": "tab=failed&after=9"])
        #expect(failed.location == "/admin/tools/logs?tab=failed")
        #expect(try staff.get("/admin/orders").words.contains("My COD") && shop.rows("saved_view") == 2)
        #expect(try staff.post("/admin/views/2/removal", ["list": "logs"]).location == "/admin/tools/logs")
        #expect(try staff.post("/admin/views", ["list": "nothing", "name": "x"]).status == 404)
        try staff.post("/admin/views/1/removal", ["list": "orders"])
        #expect(try shop.rows("saved_view") == 0)
        #expect(try staff.post("/admin/views", ["list": "orders", "name": ""]).status == 422)
    }
}
