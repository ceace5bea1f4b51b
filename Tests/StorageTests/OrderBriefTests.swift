import Domain
import Storage
import Testing

/// What lists say of orders, read at once.
struct OrderBriefTests {
    @Test func `each order that is there has its number, its customer and the names of its items`() throws {
        let shop = try TestShop()
        let shirt = try shop.addShirt()
        let orders = try (1...3).map { _ in try shop.place(aDraft(of: shirt)) }
        let found = try shop.database.read { try $0.orderBriefs(of: orders.map(\.id) + [orders[0].id, 999]) }
        #expect(found.count == 3)
        for order in orders {
            #expect(found[order.id]?.number == order.number && found[order.id]?.customer == order.address.name)
            #expect(try shop.database.read { try $0.orderNumbers(of: [order.id, 999]) } == [order.id: order.number])
            #expect(found[order.id]?.items == Dictionary(uniqueKeysWithValues: order.lines.map { ($0.id, $0.name) }))
        }
        #expect(try shop.database.read { try $0.orderBriefs(of: []) }.isEmpty)
    }
}
