import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// `POST /api/v1/webhooks/fynd`: FYND reports how far bags are, and its signature alone proves it.
struct FyndEventTests {
    private let shop: TestShop
    private let number: String

    init() throws {
        shop = try TestShop(oms: .fynd)
        number = try shop.visitor().order("M", quantity: 2)
        try shop.push()
    }

    @Test func `a bag's state is applied with its courier and AWB, answered and kept`() throws {
        let answer = shop.fynd.tells(
            "77", number, "bag_picked",
            more: #""courier":"Delhivery","awb":1490812345,"trackingUrl":"https://track.example/1","quantity":2"#)
        #expect(answer.status == 200)
        #expect(
            try answer.json() == [
                "success": .bool(true), "eventId": "77",
                "bags": [["itemId": .text("\(number)-1"), "outcome": "applied", "status": "shipped"]],
            ])
        let order = try shop.order(number)
        #expect(order.status == .shipped)
        let shipment = Shipment(courier: "Delhivery", awb: "1490812345", trackingURL: "https://track.example/1")
        #expect(order.lines[0].progress.parcels.map(\.shipment) == [shipment])
        #expect(try shop.rows("webhook_event", where: "event_id = 'fynd-77' AND oms = 'fynd'") == 1)
        #expect(try shop.rows("exchange", where: "kind = 'webhook' AND oms = 'fynd' AND outcome = 'accepted'") == 1)
    }

    @Test(arguments: [
        ("bag_confirmed", ItemStatus.processed), ("bag_invoiced", .invoiced), ("DP_Assigned", .packed),
        ("bag_packed", .packed),
        ("out_for_delivery", .outForDelivery), ("delivery_done", .delivered), ("delivery_failed", .undelivered),
        ("cancelled_store", .cancelled), ("rto_bag_delivered", .rto),
    ])
    func `each state has its status here`(state: String, status: ItemStatus) throws {
        #expect(shop.fynd.tells("1", number, state).status == 200)
        #expect(try shop.order(number).status == status)
    }

    @Test func `a return is followed to its refund`() throws {
        for (index, state) in ["delivery_done", "return_bag_picked", "return_bag_delivered", "refund_done"].enumerated()
        {
            _ = shop.fynd.tells("\(index)", number, state, at: noon)
        }
        #expect(try shop.order(number).status == .refunded)
    }

    @Test func `bags are answered one by one, and what is unknown waits in the inbox`() throws {
        let bags = [
            #"{"itemId":"\#(number)-1","status":"bag_packed"}"#, #"{"itemId":"\#(number)-9","status":"bag_packed"}"#,
            #"{"itemId":"\#(number)-1","status":"teleported"}"#,
            #"{"itemId":"\#(number)-1","status":"bag_packed","quantity":-1}"#,
            #"{"itemId":"\#(number)-1","status":"bag_invoiced"}"#,
        ]
        let answer = shop.fynd.post(shop.fynd.event("1", number, bags.joined(separator: ",")))
        #expect(
            try answer.json()["bags"]?.each("outcome")
                == ["applied", "unknown_bag", "unknown_state", "invalid_bag", "late"])
        let staff = try shop.staff()
        #expect(staff.get("/admin").words.contains("Webhook events not applied 1"))
        #expect(staff.get("/admin/tools/inbox/1").words.contains("teleported"))
    }

    @Test func `the same event again gets the first answer, and another under its id is for staff`() throws {
        let first = shop.fynd.tells("1", number, "bag_packed")
        let before = try shop.dump(without: TestShop.whatIsKeptOfRefusals)
        #expect(shop.fynd.tells("1", number, "bag_packed").text == first.text)
        #expect(shop.fynd.tells("1", number, "delivery_done").text == first.text)
        #expect(try shop.dump(without: TestShop.whatIsKeptOfRefusals) == before)
        #expect(try shop.rows("rejected_event", where: "reason = 'other_body'") == 1)
    }

    @Test func `an event for an order that is not known yet is applied when it is replayed`() throws {
        #expect(shop.fynd.tells("1", "KFY-100002", "bag_packed").status == 404)
        let later = try shop.visitor().order("S")
        #expect(later == "KFY-100002")
        try shop.staff().post("/admin/tools/inbox/1/replays")
        #expect(try shop.order(later).status == .packed)
    }

    @Test(arguments: ["", "00", "zz"])
    func `a wrong signature proves nothing`(signature: String) throws {
        let answer = shop.fynd.post(
            shop.fynd.event("1", number, #"{"itemId":"\#(number)-1","status":"bag_packed"}"#), signature: signature)
        #expect(answer.status == 401)
        try expectProblem(answer, "unauthorized")
        #expect(try shop.rows("webhook_event") == 0 && shop.rows("rejected_event") == 0)
    }

    @Test func `a signature of another body, or with another key, proves nothing`() throws {
        var stranger = shop.fynd
        stranger.secret = "another-secret-0123456789"
        #expect(stranger.tells("1", number, "bag_packed").status == 401)
        #expect(try shop.order(number).status == .processed)
    }

    @Test func `the secret key of before is taken for as long as staff wished`() throws {
        let staff = try shop.staff()
        let typed = fyndForm(shop, ["webhook_secret": "new-secret-key-0123456789", "keep_old_webhook_secret": "yes"])
        #expect(try staff.post("/admin/modules/fynd", typed).status == 303)
        #expect(shop.fynd.tells("1", number, "bag_packed").status == 200)
        var new = shop.fynd
        new.secret = "new-secret-key-0123456789"
        #expect(new.tells("2", number, "bag_picked").status == 200)
        shop.clock.advance(.hours(25))
        #expect(shop.fynd.tells("3", number, "delivery_done").status == 401)
    }

    @Test(arguments: [
        ("{", "malformed"), (#"{"event":{"id":"1"}}"#, "invalid"),
        (#"{"event":{"id":"","createdAt":"2026-11-23T10:00:00Z"},"affiliateOrderId":"X","bags":[{}]}"#, "invalid"),
        (#"{"event":{"id":"1","createdAt":"2026-11-23T10:00:00Z"},"affiliateOrderId":"X","bags":[]}"#, "invalid"),
        (#"{"event":{"id":"1","createdAt":"2030-11-23T10:00:00Z"},"affiliateOrderId":"X","bags":[{}]}"#, "clock_ahead"),
    ])
    func `what is authentic and cannot be read is kept for staff`(body: String, reason: String) throws {
        #expect([400, 422].contains(shop.fynd.post(body).status))
        #expect(try shop.rows("rejected_event", where: "reason = '\(reason)'") == 1)
    }

    @Test func `a disabled module takes nothing`() throws {
        try shop.setModule(of: shop.brand) { $0.isEnabled = false }
        let answer = shop.fynd.tells("1", number, "bag_packed")
        #expect(answer.status == 403)
        try expectProblem(answer, "module_disabled")
    }
}
