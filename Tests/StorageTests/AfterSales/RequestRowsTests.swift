import Domain
import Storage
import TestSupport
import Testing

/// Leases and answers of cancellations and returns: one caller at a time, one answer for good.
struct RequestRowsTests {
    private let shop: TestShop
    private let order: Order

    init() throws {
        shop = try TestShop()
        order = try shop.place(aDraft(of: shop.addShirt(), quantity: 2))
    }

    private func add(lease: Instant? = noon + .seconds(30)) throws -> CancellationRow {
        let order = order
        return try shop.database.write { tx in
            let units = [RequestedUnits(line: order.lines[0], quantity: 2)]
            return try tx.addCancellation(of: order, units, reason: "Late", actor: "admin", lease: lease, now: noon)
        }
    }

    private func lease(_ row: CancellationRow, at time: Instant) throws -> Bool {
        try shop.database.write { try $0.leaseRequest(row.request, until: time + .seconds(30), now: time) }
    }

    private func answer(_ row: CancellationRow, _ state: RequestState, wasCalled: Bool = true) throws -> Bool {
        try shop.database.write { tx in
            try tx.answerRequest(row.request, RequestAnswer(state), wasCalled: wasCalled, now: noon)
        }
    }

    private var stored: CancellationRow {
        get throws {
            try #require(try shop.database.read { try $0.cancellations(ofOrder: order.id) }.first)
        }
    }

    @Test func `one caller at a time asks, and a lease expires`() throws {
        let row = try add()
        #expect(try !lease(row, at: noon + .seconds(29)))
        #expect(try lease(row, at: noon + .seconds(30)))
        #expect(try stored.attempts == 1, "the call that died is an attempt")
        #expect(try !lease(row, at: noon + .seconds(31)))
    }

    @Test func `of many callers one may ask`() throws {
        let row = try add()
        #expect(try answer(row, .open))
        let shop = shop
        let winners = try inParallel(8) { _ in
            try shop.database.write { try $0.leaseRequest(row.request, until: noon + .seconds(60), now: noon) }
        }
        #expect(winners.filter { $0 }.count == 1)
        #expect(try stored.attempts == 1)
    }

    @Test func `a call that was not made is no attempt, and frees the lease`() throws {
        let row = try add()
        #expect(try answer(row, .open, wasCalled: false))
        #expect(try stored.attempts == 0 && stored.leaseUntil == nil && stored.state == .open)
        #expect(try lease(row, at: noon) && stored.attempts == 0)
    }

    @Test(arguments: [RequestState.accepted, .refused, .withdrawn, .givenUp])
    func `an answer is final`(state: RequestState) throws {
        let row = try add()
        #expect(try answer(row, state))
        for other in RequestState.allCases { #expect(try !answer(row, other)) }
        #expect(try stored.state == state && !lease(row, at: noon + .hours(1)))
    }

    @Test func `the schema lets an order have one open cancellation`() throws {
        _ = try add()
        #expect(throws: (any Error).self) { try add() }
        #expect(try shop.database.read { try $0.cancellations(ofOrder: order.id) }.count == 1)
    }

    @Test func `a cancellation that Arvind need not see is accepted at once`() throws {
        let row = try add(lease: nil)
        #expect(row.state == .accepted && row.reference == "KFY-100001-C1" && row.actor == "admin")
        #expect(try stored.items == [order.lines[0].id: 2] && stored.answeredAt == noon)
    }

    @Test func `a fully cancelled order is withdrawn, but never once Arvind has it`() throws {
        let order = order
        func cancel(_ order: Order, _ quantity: Int) throws -> PushState {
            try shop.database.write { tx in
                try tx.cancel(
                    [order.lines[0].id: quantity], of: order, source: .customer, actor: nil, reason: "", now: noon)
                try tx.withdrawIfEmpty(orderID: order.id)
            }
            return try shop.order(order).push.state
        }
        #expect(try cancel(order, 1) == .waiting)
        #expect(try cancel(order, 1) == .withdrawn)
        let pushed = try shop.place(aDraft(of: shop.product(order.lines[0].productID)))
        try shop.database.write { try $0.markPushed(pushed, omsOrderID: nil, actor: nil, now: noon) }
        #expect(try cancel(pushed, 1) == .pushed)
        #expect(try shop.order(pushed).status == .cancelled)
    }
}
