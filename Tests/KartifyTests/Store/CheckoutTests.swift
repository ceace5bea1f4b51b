import Domain
import TestSupport
import Testing

@testable import Kartify

/// The checkout form, and what it makes.
struct CheckoutTests {
    @Test func `cash on delivery is placed, held, shown, and waits for its push`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        try visitor.addToCart("M", quantity: 2)
        let answer = try visitor.checkOut()
        #expect(answer.status == 303 && answer.location == "/orders/KFY-100001")
        let page = try visitor.follow(answer)
        #expect(page.heading == "Thank you. Your order is placed." && page.words.contains("Total ₹2,598.00"))
        let order = try shop.order("KFY-100001")
        #expect(order.status == .processing && order.push.state == .waiting && order.paymentMode == .cod)
        #expect(order.totals.total == Money(paise: 259_800) && order.placedAt == noon && order.customerID == nil)
        #expect(order.lines.map(\.sku) == ["POLO-M"] && order.lines[0].quantity == 2)
        #expect(order.address.phone.text == "9876543210" && order.address.pincode.text == "560001")
        #expect(try shop.available("POLO-M") == 8)
        #expect(try shop.rows("cart_line") == 0)
        #expect(try shop.history("KFY-100001").map(\.source) == [.checkout])
    }

    @Test func `name, phone and pincode are taken as people write them`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        let answer = try visitor.checkOut([
            "name": "\u{200e}काव्य\u{a0}राव", "phone": "(+91)\u{a0}९८७६５.४३२-१०", "pincode": "५६०\u{a0}००१",
            "email": "asha＠example.com\u{200b}",
        ])
        #expect(answer.status == 303, "\(answer.words)")
        let order = try shop.order("KFY-100001")
        #expect(order.address.name == "काव्य राव" && order.email == "asha@example.com")
        #expect(order.address.phone.text == "9876543210" && order.address.pincode.text == "560001")
    }

    @Test func `Arvind is asked about every line at the pincode with the payment mode, and the answer is kept`() throws
    {
        let shop = try TestShop()
        let visitor = shop.visitor()
        try visitor.addToCart("M", quantity: 2)
        try visitor.addToCart("M", giftWrap: true)
        let number = try visitor.order(nil)
        let question = try #require(shop.ai.received("/serviceability").first)
        #expect(shop.ai.received("/serviceability").count == 1)
        #expect(question.headers.contains("Authorization: Bearer \(shop.ai.token)"))
        for part in [
            #""pincode":"560001""#, #""paymentMode":"COD""#, #"{"sku":"POLO-M","quantity":3}"#,
            #"{"sku":"BELT","quantity":1}"#,
        ] { #expect(question.body.contains(part), "\(part)") }
        #expect(
            try shop.rows(
                "exchange", where: "kind = 'serviceability' AND order_number = '\(number)' AND outcome = 'accepted'")
                == 1)
    }

    /// Each field with something wrong in it, and its message.
    @Test(arguments: [
        ("name", "A", "Type the name of the recipient."),
        ("email", "asha@", "Type an e-mail address such as asha@example.com."),
        ("phone", "12345", "Type a ten-digit mobile number that begins with 6, 7, 8 or 9."),
        ("line1", " x ", "Type the house and street."),
        ("line2", String(repeating: "y", count: 201), "Keep this under 200 characters."),
        ("city", "", "Type the city or town."),
        ("pincode", "056000", "Type a six-digit pincode that does not begin with 0."),
    ])
    func `a wrong field is marked, and everything typed stays`(field: String, typed: String, message: String) throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        let before = try shop.dump()
        let page = try visitor.checkOut([field: typed, "payment": "PREPAID"])
        #expect(page.status == 422)
        #expect(page.alert == "Please check the marked fields. Nothing was ordered yet. \(message)")
        #expect(page.text.contains("<a href=\"#\(field)\">"))
        for (name, value) in ashasAddress where !["state", "payment"].contains(name) {
            #expect(page.value(of: name) == (name == field ? typed : value), "\(name)")
            #expect(page.error(of: name) == (name == field ? message : nil), "\(name)")
        }
        #expect(page.text.contains(#"<option value="Karnataka" selected>"#))
        #expect(page.text.contains(#"value="PREPAID" checked>"#))
        #expect(try shop.dump() == before)
        #expect(shop.ai.received("/serviceability").isEmpty)
    }

    @Test func `an unknown state or payment is marked`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        let page = try visitor.checkOut(["state": "Atlantis", "payment": "BARTER"])
        #expect(page.status == 422)
        #expect(page.words.contains("Choose the state.") && page.words.contains("Choose how you will pay."))
        #expect(try shop.rows("sales_order") == 0)
    }

    @Test func `an empty form shows all errors at once`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        let page = try visitor.post("/checkout", [:])
        #expect(page.status == 422)
        #expect(["name", "email", "phone", "line1", "city", "pincode"].allSatisfy { page.error(of: $0) != nil })
        #expect(page.error(of: "line2") == nil)
    }

    @Test func `a signed-in customer finds name and e-mail filled in, and owns the order`() throws {
        let shop = try TestShop()
        let asha = try shop.asha
        try asha.addToCart("M")
        let page = asha.get("/checkout")
        #expect(page.value(of: "name") == "Asha Rao" && page.value(of: "email") == "asha@example.com")
        _ = try asha.checkOut()
        #expect(asha.get("/account/orders").words.contains("KFY-100001"))
        #expect(try shop.order("KFY-100001").customerID != nil)
    }

    @Test func `an empty cart goes back to the cart`() throws {
        let shop = try TestShop()
        #expect(shop.visitor().get("/checkout").location == "/cart")
        #expect(try shop.visitor().post("/checkout", ashasAddress).location == "/cart")
    }

    @Test func `a price that changed after the page was shown is asked about again`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        let total = try #require(visitor.get("/checkout").value(of: "total"))
        try shop.change("UPDATE product SET price = 139900 WHERE name = 'Polo'")
        let typed = ashasAddress.merging(["total": total]) { $1 }
        let page = try visitor.post("/checkout", typed)
        #expect(page.status == 422)
        #expect(page.alert?.contains("A price has changed: the total is ₹1,399.00 now.") == true)
        #expect(page.value(of: "name") == "Asha Rao")
        #expect(try shop.rows("sales_order") == 0)
        #expect(shop.ai.received("/serviceability").isEmpty)
        let agreed = typed.merging(["total": try #require(page.value(of: "total"))]) { $1 }
        #expect(try visitor.post("/checkout", agreed).location == "/orders/KFY-100001")
        #expect(try shop.order("KFY-100001").totals.total == Money(paise: 139_900))
    }

    @Test func `pressing Place order twice makes one order, and shows it both times`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        let typed = ashasAddress.merging(["total": try #require(visitor.get("/checkout").value(of: "total"))]) { $1 }
        for _ in 1...2 { #expect(try visitor.post("/checkout", typed).location == "/orders/KFY-100001") }
        #expect(try shop.rows("sales_order") == 1)
        #expect(try shop.available("POLO-M") == 9)
    }

    @Test func `two presses at the same moment make one order`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        let typed = ashasAddress.merging(["total": try #require(visitor.get("/checkout").value(of: "total"))]) { $1 }
        let locations = try inParallel(4) { _ in try visitor.post("/checkout", typed).location }
        #expect(Set(locations) == ["/orders/KFY-100001"])
        #expect(try shop.rows("sales_order") == 1)
        #expect(try shop.available("POLO-M") == 9)
    }

    @Test func `the last unit is sold once, to one of two browsers that press at the same moment`() throws {
        let shop = try TestShop()
        try shop.count(["BELT": 1])
        let browsers = [shop.visitor(), shop.visitor()]
        let forms = try browsers.map { browser in
            try browser.addToCart(nil)
            return ashasAddress.merging(["total": try #require(browser.get("/checkout").value(of: "total"))]) { $1 }
        }
        let answers = try inParallel(2) { try browsers[$0].post("/checkout", forms[$0]) }
        #expect(answers.map(\.status).sorted() == [303, 422])
        let loser = try #require(answers.first { $0.status == 422 })
        // Sold out while Arvind was asked, or, when the other one was much quicker, before.
        let words = try #require(loser.alert)
        #expect(words.hasPrefix("“Belt” has just sold out.") || words.hasPrefix("“Belt”: Sold out."), "\(words)")
        #expect(loser.value(of: "name") == "Asha Rao")
        #expect(try shop.rows("sales_order") == 1 && shop.rows("order_item") == 1 && shop.rows("uncounted_units") == 1)
        #expect(try shop.available("BELT") == 0)
    }

    @Test func `a guest's order is seen by the browser that placed it, and by no other`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        let number = try visitor.order(payment: .prepaid)
        for path in ["/orders/\(number)", "/orders/\(number)/payment"] {
            #expect(visitor.get(path).status == 200)
            #expect(shop.visitor().get(path).status == 404)
            #expect(try shop.asha.get(path).status == 404)
            #expect(Browser(carrying: visitor, to: "second.localhost").get(path).status == 404)
        }
        #expect(try shop.order(number).push.state == .unpaid)
    }
}
