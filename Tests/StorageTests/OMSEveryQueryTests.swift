import Domain
import Storage
import Testing

/// As `EveryQueryTests`, for the OMS of a website.
struct OMSEveryQueryTests {
    @Test func `no query about an OMS reads a whole table that grows`() throws {
        let critic = PlanCritic()
        let shop = try TestShop(inspect: { critic.look(at: $0, $1) })
        _ = try shop.place(aDraft(of: shop.addShirt(), quantity: 1))
        let brand = shop.brand.id
        try shop.database.write { tx in
            try tx.setOMS(.fynd, of: brand)
            try tx.saveModule(ModuleSettings(oms: .fynd, isEnabled: true), of: brand, at: noon)
            try tx.setAuthToken(sealed: [1], of: brand, .fynd)
            #expect(try tx.module(of: brand)?.sealedAuthToken == [1])
            #expect(try tx.openOrders(of: brand, with: .fynd) == 0 && tx.openOrders(of: brand, with: .arvind) == 1)
            let pull = try #require(try tx.stockPull(of: brand, .fynd))
            #expect(pull.isDue(at: noon) && pull.isAllDue(at: noon))
            let step = PulledStep(
                account: ModuleSettings(oms: .fynd), cursor: "1", endedRound: noon, roundOfAll: nil)
            #expect(try tx.notePull(step, of: brand))
            #expect(try tx.stockPull(of: brand, .fynd)?.isDue(at: noon + .minutes(14)) == false)
            let another = PulledStep(
                account: ModuleSettings(oms: .fynd, channelID: "X"), cursor: "2", endedRound: nil, roundOfAll: nil)
            #expect(try !tx.notePull(another, of: brand) && tx.stockPull(of: brand, .fynd)?.cursor == "1")
        }
        let pincode = try #require(Pincode("560001"))
        let place = DeliveryPlace(oms: .arvind, pincode: pincode, paymentMode: .cod)
        var filter = OrderFilter(now: noon)
        filter.isUnchecked = true
        try shop.database.write { [filter] tx in
            try tx.remember(place, isServiceable: true, of: brand, at: noon)
            #expect(try tx.wasServiceable(place, of: brand, since: noon))
            try tx.forgetServiceablePincodes(before: noon, limit: 9)
            try tx.remember(place, isServiceable: false, of: brand, at: noon)
            #expect(try !tx.wasServiceable(place, of: brand, since: noon))
            #expect(try tx.cityAndState(of: pincode, at: brand) == nil)
            #expect(try tx.uncheckedOrders(of: brand, from: noon, until: noon + .days(1)) == 0)
            #expect(try tx.orders(in: [shop.brand], filter, limit: 9).isEmpty)
            #expect(try tx.orderCounts(in: [shop.brand], [filter], upTo: 9) == [0])
        }
        #expect(critic.complaints == [])
    }
}
