import Domain
import TestSupport
import Testing

@testable import Kartify

/// What staff see first.
struct DashboardTests {
    @Test func `today stands beside yesterday, and the charts have their figures as tables`() throws {
        let shop = try TestShop()
        let staff = try shop.staff()
        #expect(staff.get("/admin").words.contains("Orders today 0 yesterday 0"))
        _ = try shop.visitor().order("M")
        shop.clock.advance(.days(1))
        try shop.count(["POLO-M": 50])
        for _ in 0..<2 { _ = try shop.visitor().order("M") }
        let page = try shop.staff().get("/admin").words
        #expect(page.contains("Orders today 2 yesterday 1") && page.contains("Units today 2 yesterday 1"))
        #expect(page.contains("Paid on delivery 100 % yesterday 100 %"))
        #expect(page.contains("23 Nov 1 0 0 0 0 24 Nov 2 0 0 0 0"), "\(page)")
        #expect(page.contains("10:00 2 0 0"), "the hour's serviceability calls")
    }

    @Test func `what somebody must act on stands there with its reason, and is pushed from there`() throws {
        let shop = try TestShop()
        shop.ai.answers(
            "/orders", .answer(422, #"{"status":"FAILURE","code":"UNKNOWN_SKU","message":"No POLO-M here."}"#))
        let number = try shop.visitor().order("M")
        _ = try shop.push()
        let page = try shop.staff().get("/admin")
        #expect(page.words.contains("Somebody must act") && page.words.contains("No POLO-M here."))
        #expect(page.text.contains("/admin/orders/\(number)/push"))
        #expect(page.words.contains("Orders 1 waiting"), "the menu counts it")
        let support = try shop.staff(.support).get("/admin")
        #expect(support.words.contains("No POLO-M here.") && !support.text.contains("/push\""))
    }

    @Test func `a new website lists what to do until the OMS answers for the first time`() throws {
        let shop = try TestShop()
        let before = try shop.staff().get("/admin").words
        #expect(before.contains("Before the first order") && before.contains("To do Press Test connection"))
        _ = try shop.visitor().order("M")
        #expect(try !shop.staff().get("/admin").words.contains("Before the first order"))
    }
}
