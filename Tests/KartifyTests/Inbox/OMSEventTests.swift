import Domain
import TestSupport
import Testing

@testable import Kartify

/// What an event does to an order, whichever OMS sends it.
@Suite(.onEveryOMS)
struct OMSEventTests {
    @Test(arguments: [
        ItemStatus.invoiced, .packed, .shipped, .outForDelivery, .delivered, .undelivered, .cancelled, .rto,
        .returnPickedUp, .returned, .refunded,
    ])
    func `each status that an OMS may report is applied, shown and kept in the history`(status: ItemStatus) throws {
        let shop = try TestShop()
        let number = try shop.visitor().order()
        try shop.push()
        shop.clock.advance(.minutes(5))
        let answer = shop.omsReports("evt_1", number, status, at: noon + .minutes(3))
        #expect(try answer.status == 200 && answer.outcomes() == ["applied"], "\(answer.text)")
        #expect(try shop.order(number).status == status)
        let event = try #require(try shop.history(number).last)
        #expect(event.status == status && event.source == .webhook && !event.isLate)
        #expect(event.at == noon + .minutes(3) && event.receivedAt == noon + .minutes(5))
        #expect(try shop.staff().get("/admin/orders/\(number)").words.contains(status.title))
    }

    @Test func `what comes late moves nothing back, and what comes again counts once`() throws {
        let shop = try TestShop()
        let number = try shop.visitor().order("M", quantity: 2)
        try shop.push()
        shop.omsReports("evt_1", number, .shipped, at: noon + .minutes(2))
        #expect(try shop.omsReports("evt_2", number, .packed, at: noon + .minutes(1)).outcomes() == ["late"])
        #expect(try shop.omsReports("evt_3", number, .shipped, at: noon + .minutes(2)).outcomes() == ["duplicate"])
        #expect(try shop.units(number, in: .shipped) == 2 && shop.history(number).last { $0.isLate }?.status == .packed)
    }

    @Test func `a repeat is answered with the first answer and changes nothing, whatever it says`() throws {
        let shop = try TestShop()
        let number = try shop.visitor().order()
        let first = shop.omsReports("evt_1", number, .packed)
        let before = try shop.dump(without: TestShop.whatIsKeptOfRefusals)
        shop.clock.advance(.hours(1))
        let second = shop.omsReports("evt_1", number, .delivered)
        #expect(second.status == 200 && second.text == first.text)
        #expect(try shop.dump(without: TestShop.whatIsKeptOfRefusals) == before)
        #expect(try shop.order(number).status == .packed)
        // Another body under the same id is the sender's mistake: staff are warned.
        #expect(try shop.rows("rejected_event", where: "reason = 'other_body'") == 1)
        let staff = try shop.staff()
        #expect(staff.get("/admin/tools/inbox/1").text.contains("/admin/tools/rejected-events"))
        #expect(staff.get("/admin/tools/rejected-events").words.contains("evt_1"))
    }

    @Test func `an unknown order is 404, the event is kept, and resent it is applied once the order exists`() throws {
        let shop = try TestShop()
        for count in 1...2 {
            let answer = shop.omsReports("evt_1", "KFY-100001", .packed)
            #expect(answer.status == 404)
            try expectProblem(answer, "not_found")
            #expect(try shop.rows("webhook_event", where: "outcome = 'unknown_order'") == 1)
            #expect(try shop.rows("exchange", where: "kind = 'webhook' AND http_status = 404") == count)
        }
        #expect(try shop.staff().get("/admin").words.contains("Webhook events not applied 1"))
        let number = try shop.visitor().order()
        #expect(number == "KFY-100001")
        let answer = shop.omsReports("evt_1", number, .packed)
        #expect(answer.status == 200)
        #expect(try answer.outcomes() == ["applied"])
        #expect(try shop.order(number).status == .packed)
        #expect(try shop.rows("webhook_event", where: "outcome = 'applied'") == 1)
        #expect(try shop.rows("webhook_event") == 1)
    }

    @Test func `some units of a line may go ahead of the others`() throws {
        let shop = try TestShop()
        let number = try shop.visitor().order("M", quantity: 3)
        shop.omsReports("evt_1", number, .packed)
        let answer = shop.omsReports("evt_2", number, .shipped, at: noon + .minutes(1), more: #""quantity":2"#)
        #expect(try answer.outcomes() == ["applied"])
        let progress = try shop.order(number).lines[0].progress
        #expect(progress.count(in: .shipped) == 2 && progress.count(in: .packed) == 1 && progress.status == .packed)
        #expect(try shop.staff().get("/admin/orders/\(number)").words.contains("2 × Shipped 1 × Packed"))
        shop.omsReports("evt_3", number, .shipped, at: noon + .minutes(2), more: #""quantity":3"#)
        #expect(try shop.order(number).lines[0].progress.count(in: .shipped) == 3)
    }

    @Test func `units that the OMS cancels may be sold again`() throws {
        let shop = try TestShop()
        let number = try shop.visitor().order("M", quantity: 3)
        #expect(try shop.available("POLO-M") == 7)
        shop.omsReports("evt_1", number, .cancelled, more: #""quantity":2,"reason":"Damaged""#)
        #expect(try shop.available("POLO-M") == 9)
        #expect(try shop.rows("stock_movement", where: "source = 'cancellation' AND reference = '\(number)'") == 1)
        #expect(try shop.history(number).last?.reason == "Damaged")
    }

    @Test(arguments: ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "ftp://x", "//x", "track.me"])
    func `a tracking address that is no web address never becomes a link`(address: String) throws {
        let shop = try TestShop()
        let asha = try shop.asha
        let number = try asha.order()
        let answer = shop.omsReports(
            "evt_1", number, .shipped, more: #""courier":"Delhivery","trackingUrl":"\#(address)""#)
        #expect(answer.status == 200)
        #expect(try shop.order(number).lines[0].progress.parcels.allSatisfy { $0.shipment.trackingURL == nil })
        for page in [asha.get("/account/orders/\(number)"), try shop.staff().get("/admin/orders/\(number)")] {
            #expect(page.words.contains("Delhivery") && !page.text.contains("rel=\"noreferrer\""))
            #expect(!page.text.contains("href=\"\(address)"))
        }
    }

    @Test func `a tracking address on the web is a link for the customer and for staff`() throws {
        let shop = try TestShop()
        let asha = try shop.asha
        let number = try asha.order()
        shop.omsReports("evt_1", number, .shipped, more: #""trackingUrl":"https://track.example/?a=1&b=2""#)
        for page in [asha.get("/account/orders/\(number)"), try shop.staff().get("/admin/orders/\(number)")] {
            #expect(page.text.contains(#"<a href="https://track.example/?a=1&amp;b=2" rel="noreferrer">"#))
        }
    }
}
