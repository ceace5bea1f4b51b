import Domain
import TestSupport
import Testing

@testable import Kartify

/// The Option tab: a count that a person types.
struct CountByHandTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff(.operations)
    }

    private func path() throws -> String { "/admin/products/\(try shop.productID("Belt"))" }

    /// Types a count into the form as it stands.
    private func count(_ number: String, because reason: String = "Stock take") throws -> Answer {
        let form = staff.get("\(try path())/edit?tab=option").form(to: "\(try path())/skus")
        return try staff.post("\(try path())/skus", form.merging(["count-product": number, "reason": reason]) { $1 })
    }

    @Test func `a count by hand is a movement with the person's name, and what may be sold follows it`() throws {
        _ = try shop.visitor().order(nil, quantity: 2)
        #expect(try count("7").location == "\(try path())/edit?tab=option&saved")
        let belt = try shop.product("Belt")
        #expect(belt.sku?.count == 7 && belt.sku?.available == 5 && belt.available == 5)
        #expect(belt.sku?.countedAt == shop.now)
        let history = staff.get("\(try path())/edit?tab=history").words
        #expect(history.contains("BELT By hand Stock take (operations) 7 5"))
        #expect(try shop.rows("audit", where: "subject = '“Belt” — count of This product: 3 → 7 (Stock take)'") == 1)
    }

    @Test func `a count of zero takes a product off sale, and one above it puts it back`() throws {
        _ = try count("0")
        #expect(try shop.product("Belt").visibility == .disabledByStock)
        _ = try count("1")
        #expect(try shop.product("Belt").visibility == .enabled)
    }

    @Test func `Arvind's next count replaces one by hand, and an earlier one does not`() throws {
        _ = try count("7")
        let earlier = (shop.now - .minutes(1)).rfc3339
        #expect(shop.arvind.inventory(#"{"sku":"BELT","quantity":4,"updatedAt":"\#(earlier)"}"#).text.contains("stale"))
        #expect(try shop.available("BELT") == 7)
        shop.clock.advance(.minutes(1))
        _ = shop.arvind.inventory(#"{"sku":"BELT","quantity":4}"#)
        #expect(try shop.available("BELT") == 4)
    }

    @Test(arguments: [Span.minutes(4), .days(1), .days(4000)])
    func `a SKU whose count is of a time to come is right at once`(ahead: Span) throws {
        let poisoned = shop.now + ahead
        try shop.change("UPDATE sku SET counted_at = \(poisoned) WHERE code = 'BELT'")
        _ = try count("9")
        #expect(try shop.product("Belt").sku?.countedAt == shop.now && shop.available("BELT") == 9)
        shop.clock.advance(.seconds(1))
        #expect(shop.arvind.inventory(#"{"sku":"BELT","quantity":8}"#).text.contains("updated"))
    }

    @Test func `units that Arvind has and has counted out are subtracted no longer`() throws {
        _ = try shop.visitor().order(nil, quantity: 2)
        try shop.push()
        shop.clock.advance(.minutes(1))
        _ = try count("1")
        #expect(try shop.available("BELT") == 1)
    }

    @Test(arguments: [
        ("-1", "Stock take", "Type a whole number from 0 to 1000000000."),
        ("many", "Stock take", "Type a whole number from 0 to 1000000000."),
        ("1000000001", "Stock take", "Type a whole number from 0 to 1000000000."),
        ("5", " ", "Say in up to 200 characters why you change a count."),
    ])
    func `what is no count, or has no reason, is refused with what was typed`(
        number: String, reason: String, message: String
    ) throws {
        let before = try shop.dump()
        let page = try count(number, because: reason)
        #expect(page.status == 422 && page.words.contains(message))
        #expect(page.value(of: "count-product") == number)
        #expect(try shop.dump() == before)
    }

    @Test func `a count that Arvind or a colleague has changed since is replaced knowingly`() throws {
        let path = "\(try path())/skus"
        let older = staff.get("\(try self.path())/edit?tab=option").form(to: path)
        _ = shop.arvind.inventory(#"{"sku":"BELT","quantity":6}"#)
        let mine = older.merging(["count-product": "5", "reason": "Stock take"]) { $1 }
        let refused = try staff.post(path, mine)
        #expect(refused.status == 422 && refused.words.contains("Arvind has changed the count of This product to 6."))
        #expect(try shop.available("BELT") == 6)
        #expect(try staff.post(path, refused.form(to: path)).status == 303)
        #expect(try shop.available("BELT") == 5)
        let again = try staff.post(path, mine.merging(["count-product": "4"]) { $1 })
        #expect(again.words.contains("operations has changed the count of This product to 5."))
    }

    @Test func `a count that nobody has touched stays as it is, whatever else is saved`() throws {
        let path = "\(try path())/skus"
        let older = staff.get("\(try self.path())/edit?tab=option").form(to: path)
        _ = shop.arvind.inventory(#"{"sku":"BELT","quantity":6}"#)
        #expect(try staff.post(path, older).status == 303)
        #expect(try shop.available("BELT") == 6)
    }

    @Test func `support sets no count`() throws {
        let support = try shop.staff(.support)
        #expect(try support.post("\(try path())/skus", ["count-product": "5", "reason": "x"]).status == 403)
        #expect(try shop.available("BELT") == 3)
    }
}
