import Domain
import TestSupport
import Testing

@testable import Kartify

/// Cancellations and returns that somebody has to look after: the dashboard counts them, and its cards lead to their orders.
struct RequestListTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff(.support)
    }

    private func orders(_ query: String) -> [String] {
        staff.get("/admin/orders?\(query)").text.split(separator: "<a href=\"/admin/orders/").dropFirst()
            .map { String($0.prefix { $0 != "\"" && $0 != "?" }) }
    }

    /// The address a card leads to.
    private func link(_ name: String) throws -> String {
        let card = try #require(staff.get("/admin").piece(after: "<a class=\"card", before: "\(name)</span>"))
        let link = String(try #require(card.split(separator: "href=\"").last?.prefix { $0 != "\"" }))
        return link.replacing("&amp;", with: "&").replacing("/admin/orders?", with: "")
    }

    private func requests() throws -> (refused: [String], open: String) {
        let asha = try shop.asha
        let cancelled = try shop.sold(to: asha, quantity: 1)
        try shop.omsSays(OMSSays.refusals(.arvind)[0], to: "/orders/\(cancelled)/cancel")
        _ = try asha.cancel(cancelled)
        let returned = try shop.sold(to: asha, quantity: 1, payment: .prepaid, .delivered)
        try shop.omsSays(OMSSays.refusals(.arvind)[0], to: "/orders/\(returned)/returns")
        _ = try asha.requestReturn(returned, [1: "1"])
        let open = try shop.sold(to: asha, quantity: 1)
        try shop.omsSays(OMSSays.unclear(.arvind)[0], to: "/orders/\(open)/cancel")
        _ = try asha.cancel(open)
        return ([returned, cancelled], open)
    }

    @Test func `orders are found by where a cancellation or return of theirs stands`() throws {
        let (refused, open) = try requests()
        #expect(orders("request=refused") == refused && orders("request=open") == [open])
        #expect(orders("request=given_up").isEmpty && orders("request=x").count == 3)
        let id = shop.brand.id
        _ = try shop.database.write { store in
            try store.execute("UPDATE cancellation SET state = 'given_up' WHERE state = 'open' AND website_id = \(id)")
        }
        #expect(orders("request=given_up") == [open] && orders("request=open").isEmpty)
        #expect(try orders(link("Requests given up")) == [open])
    }

    @Test func `the card of refused requests leads to exactly those it counts, and on to the older ones`() throws {
        let (refused, _) = try requests()
        #expect(try orders(link("Refused cancellations and returns")) == refused)
        let id = shop.brand.id, old = shop.now - .days(8)
        _ = try shop.database.write { store in
            try store.execute("UPDATE cancellation SET answered_at = \(old) WHERE website_id = \(id)")
        }
        let query = try link("Refused cancellations and returns")
        #expect(orders(query) == [refused[0]])
        let page = staff.get("/admin/orders?\(query)")
        #expect(page.words.contains("The last 7 days ×") && page.text.contains("\"/admin/orders?request=refused\""))
        #expect(orders("request=refused") == refused)
    }
}
