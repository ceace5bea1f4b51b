import Domain
import TestSupport
import Testing

@testable import Kartify

/// The money of an order, on the customer's page and on the staff's.
struct OrderMoneyPageTests {
    private let shop: TestShop
    private let asha: Browser

    init() throws {
        shop = try TestShop()
        asha = try shop.asha
    }

    private func pages(_ number: String) throws -> [String] {
        [asha.get("/account/orders/\(number)").words, try shop.staff().get("/admin/orders/\(number)").words]
    }

    @Test func `a cancelled line of a COD order is not to be paid on delivery`() throws {
        let number = try asha.order("M", quantity: 2)
        for page in try pages(number) { #expect(page.contains("To pay on delivery ₹2,598.00")) }
        try shop.push()
        _ = shop.arvind.tells("evt_1", number, "cancelled", more: #""quantity":1"#)
        for page in try pages(number) {
            #expect(page.contains("Cancelled −₹1,299.00 To pay on delivery ₹1,299.00"), "\(page)")
        }
    }

    @Test func `a prepaid order that is cancelled says what is paid back`() throws {
        let number = try asha.order(nil, payment: .prepaid)
        try shop.pay(number)
        try shop.push()
        _ = shop.arvind.tells("evt_1", number, "cancelled")
        for page in try pages(number) {
            #expect(page.contains("Refund ₹899.00 to the original payment method, to be paid"), "\(page)")
        }
    }
}
