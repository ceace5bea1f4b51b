import Domain
import TestSupport
import Testing

@testable import Kartify

/// What is done every minute.
struct HousekeepingTests {
    @Test func `housekeeping deletes expired sessions, carts of 30 days and old failures`() throws {
        let shop = try TestShop()
        let asha = try shop.asha
        try asha.addToCart("M")
        try shop.visitor().post("/account/login", ["email": "x@example.com", "password": "guess"])
        shop.clock.advance(.days(30))
        let fresh = shop.visitor()
        try fresh.addToCart("S")
        _ = try shop.signIn("ravi@example.com")
        #expect(try shop.rows("session") == 2 && shop.rows("cart_line") == 2 && shop.rows("sign_in_failure") == 2)
        shop.clock.advance(.seconds(24 * 3600 + 1))
        _ = try Housekeeping(world: shop.world).run()
        #expect(try shop.rows("session") == 1 && shop.rows("cart_line") == 1 && shop.rows("sign_in_failure") == 0)
        #expect(fresh.get("/cart").words.contains("Size: S"))
    }
}
