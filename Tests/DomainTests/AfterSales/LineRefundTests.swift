import Domain
import Testing

struct LineRefundTests {
    private func refund(_ units: KeyValuePairs<ItemStatus, Int>, requested: Int) -> LineRefund? {
        LineRefund(anOrderLine(1, "Polo", units).progress, requested: requested)
    }

    @Test func `there is none while nothing comes back, or nobody asked for it`() {
        #expect(refund([.delivered: 2], requested: 2) == nil)
        #expect(refund([.returned: 2], requested: 0) == nil)
    }

    @Test func `what is on its way or has come back is not paid yet`() throws {
        let coming = try #require(refund([.delivered: 1, .returnRequested: 1, .returnPickedUp: 1], requested: 2))
        #expect(coming.units == 2 && coming.paid == 0 && coming.isComing)
        let back = try #require(refund([.returned: 2], requested: 2))
        #expect(back.units == 2 && back.paid == 0 && !back.isComing)
    }

    @Test func `units that were refunded for another reason do not count as paid`() throws {
        let mixed = try #require(refund([.returned: 1, .refunded: 2], requested: 2))
        #expect(mixed.units == 2 && mixed.paid == 1)
        let paid = try #require(refund([.delivered: 1, .refunded: 2], requested: 2))
        #expect(paid.units == 2 && paid.paid == 2)
    }
}
