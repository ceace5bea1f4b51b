import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// A website that changes its OMS finishes its open orders with the one before.
struct ChangeOMSTests {
    private let shop: TestShop
    private let staff: Browser
    private let asha: Browser
    private let fynd: TestOMS

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
        asha = try shop.asha
        fynd = try TestOMS(.fynd)
    }

    private func change(to oms: OMSKind = .fynd) throws {
        try shop.enableFynd(fynd)
        let answer = try staff.post("/admin/modules/\(oms.rawValue)/choice")
        try #require(answer.location == "/admin/modules?chosen", "\(answer.words)")
    }

    @Test func `an order stays with the OMS that its website had when it was placed`() throws {
        let before = try asha.order("M")
        try change()
        let after = try asha.order("S")
        #expect(try shop.order(before).oms == .arvind && shop.order(after).oms == .fynd)
        try shop.push()
        #expect(try shop.order(before).push.omsOrderID == "AI-1" && shop.order(after).push.omsOrderID == "FY-1")
        #expect(shop.ai.received("/orders").count == 1 && fynd.received("/orders").count == 1)
        #expect(fynd.received("/serviceability").count == 1)
        #expect(staff.get("/admin/orders/\(before)").words.contains("Push to Arvind"))
        #expect(staff.get("/admin/orders/\(after)").words.contains("Push to FYND"))
        #expect(staff.get("/admin/modules").words.contains("Not this website's, but 1 order stays with it"))
    }

    @Test func `cancellations and returns go to the OMS that has the order`() throws {
        let cancelled = try shop.sold(to: asha)
        let returned = try shop.sold(to: asha, .delivered)
        try change()
        shop.ai.answers("/orders/\(cancelled)/cancel", .answer(200, #"{"status":"SUCCESS"}"#))
        shop.ai.answers("/orders/\(returned)/returns", .answer(200, #"{"status":"SUCCESS"}"#))
        #expect(try asha.cancel(cancelled).status == 303)
        #expect(try asha.requestReturn(returned).status == 303)
        #expect(fynd.server.requests.isEmpty)
    }

    @Test func `a refused return is shown with the OMS that refused it, whatever the website has now`() throws {
        let number = try shop.sold(to: asha, .delivered)
        try shop.omsSays(OMSSays.refusals(.arvind)[0], to: "/orders/\(number)/returns")
        #expect(try asha.requestReturn(number).status == 422)
        try change()
        let page = staff.get("/admin/returns?state=refused").words
        #expect(page.contains("\(number)-R1") && page.contains("Refused by Arvind"), "\(page)")
    }

    @Test func `events come from the OMS that has the order, and from no other`() throws {
        let number = try shop.sold(to: asha)
        try change()
        #expect(shop.fynd.tells("evt_1", number, "delivery_done").status == 404)
        #expect(try shop.order(number).status == .processed)
        #expect(shop.arvind.tells("evt_1", number, "packed").status == 200)
        #expect(try shop.order(number).status == .packed)
        let new = try shop.sold(to: asha)
        #expect(shop.arvind.tells("evt_2", new, "delivered").status == 404)
        #expect(shop.arvind.get("/api/v1/orders/\(new)").status == 404)
        #expect(shop.arvind.get("/api/v1/orders/\(number)").status == 200)
        #expect(shop.fynd.tells("evt_2", new, "bag_packed").status == 200)
    }

    @Test func `the OMS before counts no stock any more`() throws {
        try change()
        let before = try shop.available("BELT")
        let answer = shop.arvind.inventory(#"{"sku":"BELT","quantity":99}"#)
        #expect(answer.status == 403)
        try expectProblem(answer, "module_disabled")
        #expect(answer.words.contains("takes its stock from FYND now"))
        #expect(try shop.available("BELT") == before)
    }

    @Test func `the health of the new OMS is not that of the one before`() throws {
        _ = try asha.order("M")
        shop.ai.answers("/orders", .answer(503, ""))
        for _ in 1...3 {
            shop.clock.advance(.minutes(1))
            try shop.push()
        }
        #expect(staff.get("/admin").words.contains("Arvind has not answered since"))
        try change()
        #expect(!staff.get("/admin").words.contains("has not answered since"))
    }

    @Test func `an order of a disabled module waits, and the others are pushed`() throws {
        let before = try asha.order("M")
        try change()
        let after = try asha.order("S")
        try shop.change("UPDATE module SET is_enabled = 0 WHERE oms = 'arvind'")
        let run = try shop.push()
        #expect(run.total == 1)
        #expect(try shop.order(before).push.state == .waiting && shop.order(after).push.state == .pushed)
    }

    @Test func `only an enabled module is chosen, by an administrator with a proof, and it is audited`() throws {
        let refused = try staff.post("/admin/modules/fynd/choice")
        #expect(refused.status == 409 && refused.words.contains("Enable the FYND module first"))
        try shop.enableFynd(fynd)
        let page = staff.get("/admin/modules")
        #expect(page.words.contains("Use for this website"))
        #expect(!(try shop.staff(.operations).get("/admin/modules").words.contains("Use for this website")))
        try change()
        #expect(try shop.audited(limit: 1).map(\.subject) == ["Arvind → FYND"])
        #expect(try staff.post("/admin/modules/fynd/choice").status == 303)
        #expect(try shop.audited().count { $0.action == "Chose the OMS" } == 1)
    }
}
