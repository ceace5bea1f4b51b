import Domain
import TestSupport
import Testing

@testable import Kartify

/// `POST /api/v1/webhooks/order-status`: Arvind reports how far items are.
struct WebhookTests {
    @Test func `a status is applied, answered and kept`() throws {
        let shop = try TestShop()
        let number = try shop.visitor().order()
        shop.clock.advance(.minutes(5))
        let answer = shop.arvind.tells(
            "evt_1", number, "shipped", at: noon + .minutes(3),
            more: #""courier":" Delhivery ","awb":"1490812345","trackingUrl":"https://track.example/1","reason":null"#)
        #expect(answer.status == 200)
        #expect(
            try answer.json() == [
                "eventId": "evt_1",
                "results": [["orderItemId": .text("\(number)-1"), "outcome": "applied", "status": "shipped"]],
            ])
        let order = try shop.order(number)
        #expect(order.status == .shipped && order.lines[0].progress.status == .shipped)
        let shipment = Shipment(courier: "Delhivery", awb: "1490812345", trackingURL: "https://track.example/1")
        #expect(order.lines[0].progress.parcels.map(\.shipment) == [shipment])
        let event = try #require(try shop.history(number).last)
        #expect(event.status == .shipped && event.source == .webhook && !event.isLate)
        #expect(event.at == noon + .minutes(3) && event.receivedAt == noon + .minutes(5))
        #expect(try shop.rows("webhook_event", where: "event_id = 'evt_1' AND outcome = 'applied'") == 1)
        #expect(try shop.rows("exchange", where: "kind = 'webhook' AND order_number = '\(number)'") == 1)
    }

    @Test func `each item of an event has its own outcome, in their order`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        try visitor.addToCart("S", quantity: 2)
        let number = try visitor.order(nil, quantity: 1)
        _ = shop.arvind.tells("evt_1", number, "shipped", at: noon)
        let answer = shop.arvind.webhook(
            "evt_2", number, at: noon + .minutes(1),
            """
            {"orderItemId":"\(number)-2","status":"packed"}, {"orderItemId":"\(number)-1","status":"shipped"},
            {"orderItemId":"\(number)-1","status":"packed"}, {"orderItemId":"\(number)-3","status":"packed"},
            {"orderItemId":"\(number)-2","status":"teleported"}
            """)
        #expect(answer.status == 200)
        let results = try answer.json()["results"]
        #expect(
            results?.each("outcome") == ["applied", "duplicate", "late", "unknown_item", "unknown_status"])
        #expect(results?.each("status") == ["packed", "shipped", "packed", "packed", "teleported"])
        #expect(results?[3]?["orderItemId"] == .text("\(number)-3"))
        let order = try shop.order(number)
        #expect(order.lines.map(\.progress.status) == [.shipped, .packed] && order.status == .packed)
        let late = try #require(try shop.history(number).last)
        #expect(late.isLate && late.status == .packed && late.at == noon + .minutes(1))
        #expect(try shop.history(number).count == 3)
        #expect(try shop.rows("webhook_event", where: "event_id = 'evt_2' AND outcome = 'partial'") == 1)
        #expect(try shop.staff().get("/admin").words.contains("Webhook events not applied 1"))
    }

    @Test func `an event's id is a website's own`() throws {
        let shop = try TestShop()
        let brand = try shop.visitor().order()
        let second = try shop.visitor(at: "second.localhost").order(nil)
        #expect(brand == "KFY-100001" && second == "SEC-100001")
        _ = shop.arvind.tells("evt_1", brand, "packed")
        #expect(
            try shop.arvindOfSecond.tells("evt_1", second, "shipped").json()["results"]?.each("outcome") == ["applied"])
        #expect(try shop.order(brand).status == .packed)
        #expect(try shop.order(second, at: shop.second).status == .shipped)
    }

    @Test func `a kept event stays what it was, whatever comes under its id, and is applied as it came first`() throws {
        let shop = try TestShop()
        #expect(shop.arvind.tells("evt_1", "KFY-100002", "packed").status == 404)
        let first = try shop.visitor().order()
        let again = shop.arvind.tells("evt_1", first, "delivered", at: noon)
        #expect(again.status == 404 && again.text.contains("There is no order KFY-100002 here."))
        #expect(try shop.order(first).status == .processing)
        #expect(try shop.rows("webhook_event", where: "order_number = 'KFY-100002' AND body LIKE '%packed%'") == 1)
        let second = try shop.visitor().order()
        #expect(second == "KFY-100002")
        let applied = shop.arvind.tells("evt_1", first, "delivered", at: noon)
        #expect(applied.status == 200)
        #expect(
            try applied.json()["results"] == [
                ["orderItemId": "KFY-100002-1", "outcome": "applied", "status": "packed"]
            ])
        #expect(try shop.order(second).status == .packed && shop.order(first).status == .processing)
        #expect(try shop.rows("webhook_event") == 1 && shop.rows("webhook_item") == 1)
    }

    @Test(arguments: [
        (#""awb":149022338812,"courier":7,"reason":12"#, "applied", ""),
        (#""awb":null,"quantity":null"#, "applied", ""),
        (#""quantity":0"#, "unchanged", ""), (#""quantity":-1"#, "invalid_item", "Send quantity as a whole number"),
        (#""quantity":1.5"#, "invalid_item", "Send quantity as a whole number"),
        (#""quantity":1e99"#, "invalid_item", "Send quantity as a whole number"),
        (#""quantity":99"#, "invalid_item", "Send a quantity of at most 1, the whole line."),
        (#""awb":{}"#, "invalid_item", "Send awb as a text."), (#""awb":1.5"#, "invalid_item", "Send awb as a text."),
    ])
    func `an item that is off has an answer of its own, and the others are applied`(
        more: String, outcome: String, detail: String
    ) throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        let number = try visitor.order(nil)
        let answer = shop.arvind.webhook(
            "evt_1", number,
            #"{"orderItemId":"\#(number)-1","status":"shipped",\#(more)},{"orderItemId":"\#(number)-2","status":"packed"}"#
        )
        let results = try answer.json()["results"]
        #expect(answer.status == 200 && results?.each("outcome") == [.text(outcome), "applied"], "\(answer.text)")
        #expect(results?[0]?["detail"]?.string?.hasPrefix(detail) ?? detail.isEmpty)
        #expect(
            try shop.order(number).lines.map(\.progress.status) == [
                outcome == "applied" ? .shipped : .processing, .packed,
            ])
        if more.hasPrefix(#""awb":149"#) {
            #expect(try shop.history(number).last { $0.status == .shipped }?.shipment.awb == "149022338812")
        }
        let isOff = outcome == "invalid_item"
        #expect(try shop.rows("webhook_event", where: "outcome = 'partial'") == (isOff ? 1 : 0))
        #expect(try shop.staff().get("/admin/tools/inbox?state=not_applied").text.contains("evt_1") == isOff)
    }

    @Test(arguments: [#"{"status":null}"#, "{}", "7", "null", "[]"])
    func `an item without a status, or that is no object, is answered as invalid`(item: String) throws {
        let shop = try TestShop()
        let number = try shop.visitor().order()
        let answer = shop.arvind.webhook("evt_1", number, item + #",{"orderItemId":"\#(number)-1","status":"packed"}"#)
        #expect(try answer.json()["results"]?.each("outcome") == ["invalid_item", "applied"], "\(answer.text)")
        #expect(try shop.order(number).status == .packed)
    }

    @Test func `an event that cannot be taken is kept as refused, with its reason`() throws {
        let shop = try TestShop()
        let number = try shop.visitor().order()
        for id in ["", String(repeating: "K", count: 65)] {
            let answer = shop.arvind.tells("evt_1", id, "packed")
            #expect(answer.status == 422 && answer.text.contains("/orderId"))
        }
        #expect(shop.arvind.tells("evt_1", String(repeating: "K", count: 64), "packed").status == 404)
        #expect(shop.arvind.webhook("evt_2", number, #"{"status":"packed""#).status == 400)
        let ahead = shop.arvind.tells("evt_3", number, "packed", at: noon + .seconds(301))
        #expect(ahead.status == 422)
        try expectProblem(ahead, "clock_ahead", at: "/eventTime")
        #expect(shop.arvind.tells("evt_3", number, "packed", at: noon + .seconds(301)).status == 422)
        #expect(try shop.rows("webhook_event") == 1 && shop.rows("rejected_event") == 4)
        let page = try shop.staff().get("/admin/tools/rejected-events")
        for words in ["evt_3", "more than 5 minutes ahead of our clock", "not JSON", "Send an orderId"] {
            #expect(page.words.contains(words), "\(words)")
        }
        let dashboard = try shop.staff().get("/admin").words
        #expect(dashboard.contains("Twice") || dashboard.contains("2 times"), "the clock is ahead")
        #expect(try shop.order(number).status == .processing)
    }

    @Test func `an order of the other website is unknown, and untouched`() throws {
        let shop = try TestShop()
        let number = try shop.visitor().order()
        #expect(shop.arvindOfSecond.tells("evt_1", number, "delivered").status == 404)
        #expect(try shop.order(number).status == .processing)
        #expect(try shop.rows("webhook_event", where: "website_id = \(shop.second.id)") == 1)
    }

    @Test(arguments: [
        ("out_for_delivery", "out_for_delivery"), ("Out for Delivery", "out_for_delivery"),
        ("OUT-FOR-DELIVERY", "out_for_delivery"), ("outForDelivery", "out_for_delivery"), ("INVOICED", "invoiced"),
        ("Packed", "packed"), ("shipped", "shipped"), ("delivered", "delivered"), ("cancelled", "cancelled"),
        ("undelivered", "undelivered"), ("RTO", "rto"), ("Return Picked-Up", "return_picked_up"),
        ("returned", "returned"), ("refunded", "refunded"),
    ])
    func `a status is known in any spelling of the contract's words`(word: String, status: String) throws {
        let shop = try TestShop()
        let number = try shop.visitor().order()
        let result = try shop.arvind.tells("evt_1", number, word).json()["results"]?[0]
        #expect(result?["outcome"] == "applied" && result?["status"] == .text(status))
        #expect(try shop.order(number).status.rawValue == status)
    }

    @Test(arguments: ["processing", "processed", "return_requested", "awaiting_payment", "", "lost", "ship"])
    func `a status that Arvind may not send is unknown and moves nothing`(word: String) throws {
        let shop = try TestShop()
        let number = try shop.visitor().order()
        let result = try shop.arvind.tells("evt_1", number, word).json()["results"]?[0]
        #expect(result?["outcome"] == "unknown_status" && result?["status"] == .text(word))
        #expect(try shop.order(number).status == .processing)
        #expect(try shop.history(number).count == 1)
    }

    @Test func `a line may be named by its SKU when the order has one line of it`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        try visitor.addToCart("M", giftWrap: true)
        let number = try visitor.order(nil)
        let answer = shop.arvind.webhook(
            "evt_1", number,
            #"{"sku":"BELT","status":"packed"},{"sku":"POLO-M","status":"packed"},{"sku":"POLO-S","status":"packed"},{"status":"packed"}"#
        )
        let results = try answer.json()["results"]
        #expect(results?.each("outcome") == ["applied", "unknown_item", "unknown_item", "unknown_item"])
        #expect(results?.each("orderItemId") == [.text("\(number)-3"), "POLO-M", "POLO-S", ""])
        #expect(try shop.order(number).lines.map(\.progress.status) == [.processing, .processing, .packed])
    }
}
