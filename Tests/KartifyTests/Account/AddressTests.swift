import Domain
import TestSupport
import Testing

@testable import Kartify

/// A customer's addresses: several, one of them preferred, which the checkout is filled in with.
struct AddressTests {
    private let shop: TestShop
    private let asha: Browser

    init() throws {
        shop = try TestShop()
        asha = try shop.asha
    }

    private func add(_ city: String, by browser: Browser? = nil) throws -> Answer {
        try (browser ?? asha).post("/account/addresses", ashasAddress.merging(["city": city]) { $1 })
    }

    private func cities() throws -> [String] {
        let rows = try shop.database.read { try $0.addresses(of: 1) }
        #expect(rows.filter(\.isPreferred).count == (rows.isEmpty ? 0 : 1))
        return rows.map(\.address.city)
    }

    private func id(_ city: String) throws -> Int {
        try shop.database.read { try $0.number("SELECT id FROM customer_address WHERE city = \(city)") }
    }

    @Test func `the checkout is filled in with the preferred one, which is the first until another is chosen`() throws {
        for city in ["Bengaluru", "Mysuru"] { #expect(try add(city).status == 303) }
        try asha.addToCart()
        #expect(asha.get("/checkout").value(of: "city") == "Bengaluru")
        try asha.post("/account/addresses/\(id("Mysuru"))/preference")
        let page = asha.get("/checkout")
        #expect(page.value(of: "city") == "Mysuru" && page.value(of: "phone") == "9876543210")
        #expect(page.value(of: "email") == "asha@example.com")
        #expect(try asha.checkOut(["city": page.value(of: "city") ?? ""]).status == 303)
    }

    @Test func `without one the checkout has the name of the account`() throws {
        try asha.addToCart()
        #expect(asha.get("/checkout").value(of: "name") == "Asha Rao")
    }

    @Test func `one that is removed is gone, and another is preferred`() throws {
        for city in ["Bengaluru", "Mysuru", "Hubballi"] { _ = try add(city) }
        try asha.post("/account/addresses/\(id("Bengaluru"))/removal")
        #expect(try cities() == ["Mysuru", "Hubballi"])
        #expect(asha.get("/account/addresses").words.contains("Bengaluru") == false)
    }

    @Test func `one is changed in its own form, and nobody else's is`() throws {
        _ = try add("Bengaluru")
        let address = "/account/addresses/\(try id("Bengaluru"))"
        let form = asha.get("/account/addresses?change=\(try id("Bengaluru"))").form(to: address)
        #expect(form["city"] == "Bengaluru" && form["state"] == "Karnataka")
        let wrong = try asha.post(address, form.merging(["phone": "1"]) { $1 })
        #expect(wrong.status == 422 && wrong.error(of: "phone") != nil && wrong.hasButton("Save"))
        let ravi = try shop.signIn("ravi@example.com")
        #expect(try ravi.post(address, form.merging(["city": "Pune"]) { $1 }).status == 303)
        #expect(try cities() == ["Bengaluru"])
        #expect(try asha.post(address, form.merging(["city": "Mysuru"]) { $1 }).status == 303)
        #expect(try cities() == ["Mysuru"])
    }

    @Test func `a wrong field is marked, and twenty are enough`() throws {
        let page = try asha.post("/account/addresses", ashasAddress.merging(["pincode": "1"]) { $1 })
        #expect(page.status == 422 && page.error(of: "pincode") != nil && page.value(of: "city") == "Bengaluru")
        for number in 1...20 { _ = try add("City \(number)") }
        #expect(try add("One more").status == 409 && cities().count == 20)
    }

    @Test func `nobody reaches another's address`() throws {
        for city in ["Bengaluru", "Mysuru"] { _ = try add(city) }
        let ravi = try shop.signIn("ravi@example.com")
        for deed in ["preference", "removal"] { try ravi.post("/account/addresses/\(id("Mysuru"))/\(deed)") }
        #expect(try cities() == ["Bengaluru", "Mysuru"] && !ravi.get("/account/addresses").words.contains("Mysuru"))
    }
}
