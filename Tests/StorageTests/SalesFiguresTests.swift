import Domain
@testable import Storage
import Testing

/// What a website sold, day by day.
struct SalesFiguresTests {
    private let shop: TestShop
    private let midnight = IndianDay(noon).start

    init() throws {
        shop = try TestShop()
    }

    @Test func `an order counts on its own day in India, at its own website`() throws {
        let shirt = try shop.addShirt([("POLO-M", 90)])
        let first = try shop.place(aDraft(of: shirt), now: midnight)
        try shop.place(aDraft(of: shirt), now: midnight - Span(milliseconds: 1))
        let today = IndianDay(noon)
        let (sales, before, other) = try shop.database.read { store in
            (
                try store.sales(of: shop.brand.id, from: today.start, until: today.end),
                try store.sales(of: shop.brand.id, from: (today - 1).start, until: today.start),
                try store.sales(of: shop.other.id, from: today.start, until: today.end)
            )
        }
        let units = first.lines.map(\.quantity).reduce(0, +)
        #expect(
            sales == Sales(orders: 1, total: first.totals.total, cod: first.paymentMode == .cod ? 1 : 0, units: units))
        #expect(before == sales && other == Sales(orders: 0, total: .zero, cod: 0, units: 0))
        let days = try shop.database.read { try $0.ordersByDay(of: shop.brand.id, since: today - 1) }
        #expect(days.keys.sorted() == [today - 1, today] && days[today] == [first.status: 1])
        #expect(try shop.database.read { try $0.ordersByDay(of: shop.brand.id, since: today) }.count == 1)
    }

    @Test func `refused orders and those that have waited too long are stuck, the oldest first`() throws {
        let shirt = try shop.addShirt([("POLO-M", 90)])
        let late = try shop.place(aDraft(of: shirt), now: noon - PushWindow.scheduled - .minutes(1))
        let refused = try shop.place(aDraft(of: shirt), now: noon - .hours(1))
        try shop.place(aDraft(of: shirt), now: noon - .hours(1))
        _ = try shop.database.write { try $0.markPushRefused(refused.id, reason: "There is no such SKU.") }
        func stuck(_ limit: Int) throws -> [Order] {
            try shop.database.read { store in
                let found = try store.orders(in: [shop.brand], OrderFilter(now: noon).of(.stuck), .oldest, limit: limit)
                return try store.orders(found.map(\.id))
            }
        }
        #expect(try stuck(9).map(\.number) == [late.number, refused.number])
        #expect(try stuck(9).map(\.push.reason) == [nil, "There is no such SKU."])
        #expect(try stuck(9).map(\.push.state) == [.waiting, .refused] && stuck(1).count == 1)
    }
}
