import Domain
import TestSupport
import Testing

@testable import Kartify

/// Prepaid orders: paid, failed, or never paid.
struct PaymentTests {
    @Test func `a prepaid order waits for its payment, and holds its units meanwhile`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        try visitor.addToCart("M", quantity: 2)
        let answer = try visitor.checkOut(["payment": "PREPAID"])
        #expect(answer.location == "/orders/KFY-100001/payment")
        #expect(try visitor.follow(answer).words.contains("to pay: ₹2,598.00"))
        let order = try shop.order("KFY-100001")
        #expect(order.status == .awaitingPayment && order.push.state == .unpaid && !order.isPaid)
        #expect(try shop.available("POLO-M") == 8)
        #expect(visitor.get("/orders/KFY-100001").heading == "Your order is waiting for payment.")
    }

    @Test func `a paid order is processing and waits for its push; a second report changes nothing`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        let number = try visitor.order(payment: .prepaid)
        for _ in 1...2 {
            let answer = try visitor.post("/orders/\(number)/payment", ["outcome": "paid"])
            #expect(answer.location == "/orders/\(number)")
        }
        let order = try shop.order(number)
        #expect(order.isPaid && order.status == .processing && order.push.state == .waiting)
        #expect(try shop.history(number).map(\.status) == [.awaitingPayment, .processing])
        #expect(try shop.available("POLO-M") == 9)
        #expect(visitor.get("/orders/\(number)").heading == "Thank you. Your order is placed.")
        #expect(visitor.get("/orders/\(number)/payment").location == "/orders/\(number)")
    }

    @Test func `a failed payment cancels the order, releases its units, and ends payment`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        let number = try visitor.order(quantity: 2, payment: .prepaid)
        try visitor.post("/orders/\(number)/payment", ["outcome": "failed"])
        try visitor.post("/orders/\(number)/payment", ["outcome": "paid"])
        let order = try shop.order(number)
        #expect(!order.isPaid && order.status == .cancelled && order.push.state == .withdrawn)
        #expect(try shop.history(number).last?.reason == "The payment failed.")
        #expect(try shop.available("POLO-M") == 10)
        #expect(try shop.rows("stock_movement", where: "source = 'payment_failed'") == 1)
        #expect(visitor.get("/orders/\(number)").heading == "This order is cancelled.")
    }

    @Test(arguments: ["", "PAID", "maybe"])
    func `any other outcome is refused and changes nothing`(outcome: String) throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        let number = try visitor.order(payment: .prepaid)
        let before = try shop.dump()
        #expect(try visitor.post("/orders/\(number)/payment", ["outcome": outcome]).status == 422)
        #expect(try shop.dump() == before)
    }

    @Test func `an order of cash on delivery cannot be made unpaid`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        let number = try visitor.order()
        let before = try shop.dump()
        try visitor.post("/orders/\(number)/payment", ["outcome": "failed"])
        #expect(try shop.dump() == before)
    }

    @Test func `after 15 minutes without payment the order is cancelled and its units are sold again`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        let unpaid = try visitor.order("M", payment: .prepaid)
        let paid = try shop.visitor().order("S", payment: .prepaid)
        let cod = try shop.visitor().order(nil)
        try shop.change("UPDATE sales_order SET is_paid = 1, push_state = 'waiting' WHERE number = \(paid)")
        shop.clock.advance(.minutes(15))
        _ = try Housekeeping(world: shop.world).run()
        #expect(try shop.order(unpaid).push.state == .unpaid)
        shop.clock.advance(.seconds(1))
        _ = try Housekeeping(world: shop.world).run()
        let order = try shop.order(unpaid)
        #expect(order.status == .cancelled && order.push.state == .withdrawn)
        #expect(try shop.history(unpaid).last?.reason == "The payment did not come within 15 minutes.")
        #expect(try ["POLO-M", "POLO-S", "BELT"].map { try shop.available($0) } == [10, 4, 2])
        #expect(try shop.order(paid).push.state == .waiting && shop.order(cod).push.state == .waiting)
        #expect(visitor.get("/orders/\(unpaid)/payment").location == "/orders/\(unpaid)")
    }

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
        shop.clock.advance(.seconds(1))
        _ = try Housekeeping(world: shop.world).run()
        #expect(try shop.rows("session") == 1 && shop.rows("cart_line") == 1 && shop.rows("sign_in_failure") == 0)
        #expect(fresh.get("/cart").words.contains("Size: S"))
    }
}
