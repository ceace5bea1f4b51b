import Crypto
import Domain
import TestSupport
import Testing

@testable import Kartify

/// Prepaid orders: paid, failed, or never paid. Only the gateway says which.
struct PaymentTests {
    private let shop: TestShop
    private let visitor: Browser

    init() throws {
        shop = try TestShop()
        visitor = shop.visitor()
    }

    @Test func `a prepaid order waits for its payment, and holds its units meanwhile`() throws {
        try visitor.addToCart("M", quantity: 2)
        let answer = try visitor.checkOut(["payment": "PREPAID"])
        #expect(answer.location == "/orders/KFY-100001/payment")
        #expect(try visitor.follow(answer).words.contains("to pay: ₹2,598.00"))
        let order = try shop.order("KFY-100001")
        #expect(order.status == .awaitingPayment && order.push.state == .unpaid && !order.isPaid)
        #expect(try shop.available("POLO-M") == 8)
        #expect(visitor.get("/orders/KFY-100001").heading == "Your order is waiting for payment.")
    }

    @Test func `the browser is sent to the gateway with a signed amount, and comes back to a page that waits`() throws {
        let number = try visitor.order(payment: .prepaid)
        let page = visitor.get("/orders/\(number)/payment")
        let refresh = try #require(page.header("Refresh"))
        let query =
            "key=key_KFY&order=\(number)&amount=129900"
            + "&return=http%3A%2F%2Flocalhost%3A8080%2Forders%2F\(number)%3Ffrom%3Dpayment"
        let signature = Base64.standard.encode(hmacSHA256(Array(query.utf8), key: Array(TestGateway.secret.utf8)))
        let signed = signature.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
        #expect(refresh == "0; url=\(TestGateway.page)?\(query)&signature=\(signed)")
        let back = visitor.get("/orders/\(number)?from=payment")
        #expect(back.heading == "We are waiting for the bank's word." && back.header("Refresh") == "5")
        try shop.pay(number)
        let paid = visitor.get("/orders/\(number)?from=payment")
        #expect(paid.heading == "Thank you. Your order is placed." && paid.header("Refresh") == nil)
        #expect(visitor.get("/orders/\(number)/payment").location == "/orders/\(number)")
    }

    @Test func `paid, it is processing and waits for its push; told twice, nothing happens the second time`() throws {
        let number = try visitor.order(payment: .prepaid)
        for _ in 1...2 {
            let answer = try shop.gateway.tells("pay_1", number)
            #expect(answer.status == 200 && answer.text == #"{"eventId":"pay_1","effect":"placed"}"#)
        }
        let order = try shop.order(number)
        #expect(order.isPaid && order.status == .processing && order.push.state == .waiting)
        #expect(try shop.history(number).map(\.status) == [.awaitingPayment, .processing])
        #expect(try shop.available("POLO-M") == 9 && shop.rows("payment") == 1)
        #expect(order.surplus.paid == .zero)
    }

    @Test func `failed, it is cancelled and its units are sold again`() throws {
        let number = try visitor.order(quantity: 2, payment: .prepaid)
        #expect(try shop.gateway.tells("pay_1", number, "failed").text.contains(#""effect":"cancelled""#))
        #expect(try shop.gateway.tells("pay_2", number, "failed").text.contains(#""effect":"none""#))
        let order = try shop.order(number)
        #expect(!order.isPaid && order.status == .cancelled && order.push.state == .withdrawn)
        #expect(try shop.history(number).last?.reason == "The payment failed.")
        #expect(try shop.available("POLO-M") == 10)
        #expect(try shop.rows("stock_movement", where: "source = 'payment_failed'") == 1)
        #expect(visitor.get("/orders/\(number)").heading == "This order is cancelled.")
    }

    @Test func `a failure that comes after the payment changes nothing`() throws {
        let number = try visitor.order(payment: .prepaid)
        try shop.pay(number)
        #expect(try shop.gateway.tells("pay_2", number, "failed").text.contains(#""effect":"none""#))
        #expect(try shop.order(number).push.state == .waiting)
    }

    @Test func `what no gateway has signed changes nothing and is counted`() throws {
        let number = try visitor.order(payment: .prepaid)
        let before = try shop.dump()
        var stranger = shop.gateway
        stranger.secret = "another-secret-0123456789"
        #expect(try stranger.tells("pay_1", number).status == 401)
        #expect(shop.gateway.post("{}", signature: "").status == 401)
        #expect(shop.gateway.post("", signature: "x").status == 401)
        #expect(try visitor.post("/orders/\(number)/payment", ["outcome": "paid"]).status == 405)
        #expect(try shop.dump() == before)
        let metrics = shop.send("GET", "/metrics").text
        #expect(metrics.contains("kartify_payments_refused_total 3\n"))
    }

    @Test func `an unknown order, another amount and a changed event are refused, and stand in the log`() throws {
        let number = try visitor.order(payment: .prepaid)
        let cod = try shop.visitor().order("S")
        #expect(try shop.gateway.tells("pay_1", "KFY-999999").status == 404)
        #expect(try shop.gateway.tells("pay_1", cod).problemCode == "not_prepaid")
        #expect(try shop.gateway.tells("pay_1", number, paise: 100).problemCode == "wrong_amount")
        #expect(shop.gateway.post("nonsense").status == 400)
        #expect(try shop.gateway.tells("pay_1", number, "refused").status == 422)
        #expect(try shop.rows("payment") == 0 && shop.order(number).push.state == .unpaid)
        // The gateway repeats its calls: staff are warned of the first.
        let dashboard = try shop.staff().get("/admin").words
        #expect(dashboard.contains("the payment of order KFY-999999 could not be taken: There is no such order"))
        #expect(try shop.rows("alert", where: "cause = 'payment_refused'") == 1)
        try shop.gateway.tells("pay_1", number)
        #expect(try shop.gateway.tells("pay_1", number, "failed").problemCode == "event_reused")
        #expect(try shop.rows("exchange", where: "kind = 'payment' AND outcome = 'refused'") == 6)
        var second = shop.gateway
        second.host = "second.localhost"
        #expect(try second.tells("pay_2", number).status == 404)
        #expect(try shop.order(number).surplus.paid == .zero)
    }

    @Test func `without a gateway, checkout offers cash on delivery only and takes nothing else`() throws {
        try shop.database.write { [brand = shop.brand] in try $0.setPaymentGateway(nil, of: brand.id) }
        try visitor.addToCart("M")
        let page = visitor.get("/checkout")
        #expect(!page.text.contains("PREPAID") && page.text.contains(#"value="COD" checked>"#))
        let answer = try visitor.checkOut(["payment": "PREPAID"])
        #expect(answer.status == 422 && answer.words.contains("Choose how you will pay."))
        #expect(try shop.gateway.tells("pay_1", "KFY-100001").status == 401)
    }

    @Test func `after 15 minutes without payment the order is cancelled and its units are sold again`() throws {
        let unpaid = try visitor.order("M", payment: .prepaid)
        let paid = try shop.visitor().order("S", payment: .prepaid)
        let cod = try shop.visitor().order(nil)
        try shop.pay(paid)
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
}
