import Crypto
import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// Who comes to the shop, and what they do there.
extension TestShop {
    /// A staff member who is signed in at `/admin`, by the form.
    func staff(_ role: StaffMember.Role = .administrator, at host: String = "localhost") throws -> Browser {
        let name = role.rawValue
        let hash = world.passwords.hash(Self.staffPassword)
        try database.write { store in
            if try store.staff(username: name) == nil {
                try store.addStaff(username: name, passwordHash: hash, role: role, at: noon)
            }
        }
        let browser = Browser(self, at: host)
        let answer = try browser.post("/admin/login", ["username": name, "password": Self.staffPassword])
        try #require(answer.location == "/admin", "\(answer.words)")
        _ = browser.get("/admin/login")
        return browser
    }

    /// Asha, who has an account at the first website and is signed in.
    var asha: Browser { get throws { try signIn("asha@example.com") } }

    /// A customer with Asha's password, signed in by the form; the account is made when there is none.
    func signIn(_ email: String, at website: Website? = nil) throws -> Browser {
        let website = website ?? brand
        try addCustomer(email, at: website)
        let browser = visitor(at: website == brand ? "localhost" : "second.localhost")
        let answer = try browser.post("/account/login", ["email": email, "password": Self.ashasPassword])
        try #require(answer.location == "/account/orders", "\(answer.words)")
        _ = browser.get("/cart")
        return browser
    }

    func addCustomer(_ email: String = "asha@example.com", at website: Website? = nil) throws {
        let website = website ?? brand
        let address = try #require(EmailAddress(email))
        let hash = world.passwords.hash(Self.ashasPassword)
        try database.write { store in
            guard try store.customer(email: address.text, of: website.id) == nil else { return }
            _ = try store.addCustomer(
                websiteID: website.id, email: address, name: "Asha Rao", passwordHash: hash, at: noon)
        }
    }
}

/// What a customer types at checkout.
let ashasAddress = [
    "name": "Asha Rao", "email": "asha@example.com", "phone": "98765 43210", "line1": "1 MG Road", "line2": "",
    "city": "Bengaluru", "state": "Karnataka", "pincode": "560001", "payment": "COD",
]

extension Browser {
    private var website: Website { host == "localhost" ? shop.brand : shop.second }

    /// Puts a product into the cart: the size of a Polo, or nil for the belt.
    @discardableResult
    func addToCart(_ size: String? = "M", quantity: Int = 1, giftWrap: Bool = false) throws -> Answer {
        let product = try shop.product(size == nil ? "Belt" : "Polo", at: website)
        var fields = ["quantity": "\(quantity)"]
        for option in product.options {
            let value = option.values.first { $0.name == (option.isStock ? size : giftWrap ? "Yes" : nil) }
            if let value { fields["option-\(option.id)"] = "\(value.id)" }
        }
        return try post("/product/\(product.id)/cart-lines", fields)
    }

    /// Presses **Place order** on the checkout page, with some fields typed differently.
    func checkOut(_ changes: [String: String] = [:]) throws -> Answer {
        let page = get("/checkout")
        let total = try #require(page.value(of: "total"), "\(page.status) \(page.words)")
        return try post("/checkout", ashasAddress.merging(["total": total]) { $1 }.merging(changes) { $1 })
    }

    /// Buys, and gives the number of the order; a prepaid one is not paid yet.
    func order(
        _ size: String? = "M", quantity: Int = 1, payment: PaymentMode = .cod, _ changes: [String: String] = [:]
    ) throws -> String {
        let added = try addToCart(size, quantity: quantity)
        try #require(added.location == "/cart", "\(added.words)")
        let answer = try checkOut(changes.merging(["payment": payment.rawValue]) { $1 })
        let location = try #require(answer.location, "\(answer.alert ?? answer.words)")
        return String(try #require(location.split(separator: "/").dropFirst().first))
    }
}
