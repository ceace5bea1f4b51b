import Domain
import Outbound
import Storage
import TestSupport
import Testing

@testable import Kartify

/// Checkouts while the OMS gives no clear answer: each website chooses what becomes of them.
struct OutageTests {
    /// Ways in which an OMS can be down.
    enum Outage: CaseIterable {
        case dead, silent, broken, slowedDown, nonsense, busy, paused
    }

    private static func shop(_ outage: Outage, _ oms: OMSKind = .arvind) throws -> TestShop {
        let shop = try TestShop(
            waitingPages: outage == .busy ? 0 : 8, oms: oms,
            patience: outage == .silent ? Patience(everything: 300) : .unhurried)
        switch outage {
        case .dead:
            let url = try LoopbackServer.deadURL()
            try shop.setModule(of: shop.brand) { $0.apiURL = url }
        case .silent: shop.ai.answers("/serviceability", .stallAfter(""))
        case .broken: shop.ai.answers("/serviceability", .answer(503, "<html>"))
        case .slowedDown: shop.ai.answers("/serviceability", .answer(429, "{}"))
        case .nonsense: shop.ai.answers("/serviceability", .answer(200, "<html>Welcome</html>"))
        case .busy: break
        case .paused:
            shop.ai.answers("/serviceability", .answer(500, ""))
            let visitor = shop.visitor()
            try visitor.addToCart("M")
            for _ in 1...5 { _ = try visitor.checkOut() }
            try #require(shop.ai.received("/serviceability").count == 5)
        }
        return shop
    }

    private static let everywhere = OMSKind.allCases.flatMap { oms in Outage.allCases.map { (oms, $0) } }

    @Test(arguments: everywhere)
    func `"refuse" refuses, however well the pincode is known`(oms: OMSKind, outage: Outage) throws {
        let shop = try Self.shop(outage, oms)
        try shop.remember("560001", .cod)
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        let page = try visitor.checkOut()
        #expect(page.status == 422 && page.alert?.hasPrefix("We could not check delivery to 560001") == true)
        #expect(try shop.rows("sales_order") == 0 && shop.available("POLO-M") == 10)
    }

    @Test(arguments: everywhere)
    func `"known pincodes" takes what was serviceable there with this payment in the last 24 hours`(
        oms: OMSKind, outage: Outage
    ) throws {
        let shop = try Self.shop(outage, oms)
        try shop.rule(.takeKnown)
        try shop.remember("560001", .cod)
        shop.clock.advance(.hours(24))
        let order = try shop.order(try shop.visitor().order("M"))
        #expect(order.unchecked == .takeKnown && order.push.state == .waiting)
        #expect(try shop.available("POLO-M") == 9)
        for change in [["pincode": "560002"], ["payment": "PREPAID"]] {
            let visitor = shop.visitor()
            try visitor.addToCart("M")
            #expect(try visitor.checkOut(change).status == 422, "\(change)")
        }
        shop.clock.advance(Span(milliseconds: 1))
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        #expect(try visitor.checkOut().status == 422)
        #expect(try shop.rows("sales_order") == 1)
    }

    @Test(arguments: everywhere)
    func `"every order" takes it wherever it goes`(oms: OMSKind, outage: Outage) throws {
        let shop = try Self.shop(outage, oms)
        try shop.rule(.takeAll)
        let order = try shop.order(try shop.visitor().order("M", payment: .prepaid))
        #expect(order.unchecked == .takeAll && order.push.state == .unpaid)
        let logged = "kind = 'serviceability' AND outcome = 'unknown' AND order_number = '\(order.number)'"
        #expect(try shop.rows("exchange", where: logged) == 1)
    }

    @Test(arguments: OMSKind.allCases)
    func `a clear no stays a no, and the pincode is no longer known`(oms: OMSKind) throws {
        let shop = try TestShop(oms: oms)
        try shop.rule(.takeKnown)
        let number = try shop.visitor().order("M")
        #expect(try shop.order(number).unchecked == nil && shop.rows("serviceable_pincode") == 1)
        shop.ai.answers(
            "/serviceability",
            .answer(200, oms == .arvind ? #"{"serviceable":false}"# : #"{"success":true,"serviceable":false}"#),
            .answer(500, ""))
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        for words in ["We cannot deliver “Polo” to 560001", "We could not check delivery to 560001"] {
            #expect(try visitor.checkOut().alert?.hasPrefix(words) == true)
        }
        #expect(try shop.rows("serviceable_pincode") == 0 && shop.rows("sales_order") == 1)
    }

    @Test func `a shortage says nothing of the place, which stays known`() throws {
        let shop = try TestShop()
        try shop.remember("560001", .cod)
        shop.ai.answers("/serviceability", .answer(200, #"{"serviceable":false,"reason":"OUT_OF_STOCK"}"#))
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        #expect(try visitor.checkOut().status == 422)
        #expect(try shop.rows("serviceable_pincode") == 1)
    }

    @Test func `what is too old to count is forgotten`() throws {
        let shop = try TestShop()
        try shop.remember("560001", .cod)
        shop.clock.advance(.hours(24))
        try shop.remember("560001", .prepaid)
        _ = try Housekeeping(world: shop.world).run()
        #expect(try shop.rows("serviceable_pincode") == 2)
        shop.clock.advance(Span(milliseconds: 1))
        _ = try Housekeeping(world: shop.world).run()
        #expect(try shop.rows("serviceable_pincode") == 1)
    }

    @Test func `the module's page saves the choice for its website only`() throws {
        let shop = try TestShop()
        let staff = try shop.staff()
        let saved = try staff.post("/admin/modules/arvind", moduleForm(shop, ["outage_rule": "take_known"]))
        #expect(saved.status == 303, "\(saved.words)")
        #expect(staff.get("/admin/modules/arvind").text.contains(#"<option value="take_known" selected>"#))
        #expect(try shop.audited().first?.subject.contains("While Arvind is down: Refuse the order → Take") == true)
        let (brand, second) = (shop.brand.id, shop.second.id)
        try shop.database.read { store throws in
            #expect(try store.module(of: brand)?.settings.outageRule == .takeKnown)
            #expect(try store.module(of: second)?.settings.outageRule == .refuse)
        }
        let wrong = try staff.post("/admin/modules/arvind", moduleForm(shop, ["outage_rule": "hope"]))
        #expect(wrong.status == 422 && wrong.words.contains("Choose what becomes of orders."))
    }
}

extension TestShop {
    /// What becomes of checkouts while the first website's OMS is down.
    func rule(_ rule: OutageRule) throws {
        try setModule(of: brand) { $0.outageRule = rule }
    }

    /// The first website's OMS said just now that it delivers there.
    func remember(_ pincode: String, _ mode: PaymentMode) throws {
        let place = DeliveryPlace(oms: brand.oms, pincode: try #require(Pincode(pincode)), paymentMode: mode)
        let (id, now) = (brand.id, now)
        try database.write { try $0.remember(place, isServiceable: true, of: id, at: now) }
    }
}
