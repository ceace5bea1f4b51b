import Domain
import TestSupport
import Testing

@testable import Kartify

/// What reaches an OMS more than once, or while it is spoken of already.
@Suite(.onEveryOMS)
struct PushArrivesTwiceTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    @Test func `a connection that ends without an answer is tried anew by libcurl, with the same key and body`() throws
    {
        let number = try shop.visitor().order()
        // The connection is the one on which the checkout was asked for.
        shop.ai.answers("/orders", .hangUpAfter(""), shop.ai.accepting(9))
        try shop.push()
        let calls = shop.ai.received("/orders")
        #expect(calls.map(\.idempotencyKey) == [number, number] && calls.first?.body == calls.last?.body)
        let push = try shop.order(number).push
        #expect(push.state == .pushed && push.attempts == 1 && push.omsOrderID == shop.ai.orderID(9))
    }

    @Test func `so is a return with its bank details`() throws {
        let asha = try shop.asha
        let number = try shop.sold(to: asha, payment: .cod, .delivered)
        shop.ai.answers("/orders/\(number)/returns", .hangUpAfter(""), shop.ai.accepting(9))
        #expect(try asha.requestReturn(number).status == 303)
        let calls = shop.ai.received("/orders/\(number)/returns")
        #expect(calls.map(\.idempotencyKey) == ["\(number)-R1", "\(number)-R1"])
        #expect(calls.first?.body == calls.last?.body && calls.last?.body.contains(ashasAccount) == true)
        #expect(try shop.returns(number).count == 1)
    }

    @Test func `an event that comes while the push is under way proves the order, and its answer speaks of all items`()
        throws
    {
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        let number = try visitor.order(nil)
        let gate = DispatchGate(), shop = shop
        shop.ai.answers("/orders", shop.ai.accepting(9, after: gate.semaphore))
        let seen = shop.ai.server.requests.count
        _ = try inParallel(2) { thread in
            if thread == 0 { return _ = try shop.push() }
            gate.waitForCall(shop.ai.server.arrivals, after: seen)
            #expect(shop.omsReports("evt_1", number, .packed).status == 200)
            gate.open()
        }
        let order = try shop.order(number)
        #expect(order.push.state == .pushed && order.push.omsOrderID == shop.ai.orderID(9))
        #expect(order.lines.map(\.progress.status) == [.packed, .processed] && order.status == .processed)
    }
}
