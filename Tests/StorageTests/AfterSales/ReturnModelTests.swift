import Domain
import Storage
import TestSupport
import Testing

/// Returns in parts, answers and events in any order: nobody gives back more than he was given, and keeps what he did not return.
struct ReturnModelTests {
    private let shop: TestShop
    private let product: Product
    private let units = 5

    init() throws {
        shop = try TestShop()
        product = try shop.addShirt([("POLO-M", 1000)])
    }

    @Test(arguments: 0..<4)
    func `whatever comes in whatever order, units are asked back once`(seed: UInt64) throws {
        var random = Seeded(seed)
        for _ in 1...12 {
            let order = try shop.place(aDraft(of: product, quantity: units))
            try shop.move(order, ItemMove(to: .delivered, at: noon, source: .webhook))
            for step in 1...14 {
                try act(on: order, at: noon + .minutes(step), &random)
                try check(order)
            }
        }
    }

    private func act(on order: Order, at now: Instant, _ random: inout Seeded) throws {
        let returns = try shop.database.read { try $0.returns(ofOrder: order.id) }
        switch (Int.random(in: 0..<4, using: &random), returns.first { $0.state == .open }) {
        case (0, nil), (1, nil):
            let wanted = Int.random(in: 1...units, using: &random)
            try shop.database.write { try ask(wanted, of: order, in: $0, at: now) }
        case (0, let open?), (1, let open?):
            let state = [RequestState.accepted, .accepted, .refused, .withdrawn].randomElement(using: &random)
            try shop.database.write { tx in
                _ = try tx.answerRequest(open.request, RequestAnswer(state ?? .open), now: now)
                guard state == .accepted else { return }
                try tx.requestReturn(open, of: order, source: .customer, actor: nil, now: now)
            }
        default:
            let status = [ItemStatus.returnPickedUp, .returned, .refunded].randomElement(using: &random) ?? .refunded
            // The OMS's clock is up to 5 minutes off, and it may say anything as long as there is a return.
            guard !returns.allSatisfy({ $0.state == .refused || $0.state == .withdrawn }) else { return }
            let quantity = [nil, 1, 2, units].randomElement(using: &random) ?? nil
            let time = now + .minutes(Int.random(in: -5...5, using: &random))
            try shop.move(order, ItemMove(to: status, quantity: quantity, at: time, source: .webhook), now: now)
        }
    }

    private func ask(_ wanted: Int, of order: Order, in tx: borrowing Transaction, at now: Instant) throws {
        guard let current = try tx.order(id: order.id), ReturnRule.units(of: current.lines[0]) >= wanted else { return }
        let item = ReturnRow.Item(itemID: order.lines[0].id, quantity: wanted, reason: .damaged, comment: "")
        _ = try tx.addReturn(
            of: order, [item], account: nil, actor: nil, lease: now, now: now, seal: { _, _ in [] })
    }

    private func check(_ order: Order) throws {
        let progress = try shop.order(order).lines[0].progress
        let returns = try shop.database.read { try $0.returns(ofOrder: order.id) }
        let accepted = returns.accepted.units.values.reduce(0, +)
        let open = returns.filter { $0.state == .open }.units.values.reduce(0, +)
        let delivered = progress.count(in: .delivered)
        #expect(progress.quantity == units && accepted + open <= units)
        // Once the OMS has taken back what it had refused, or what was withdrawn, nobody knows whose units those were.
        guard returns.allSatisfy({ $0.state == .accepted || $0.state == .open }) else { return }
        #expect(delivered <= units - accepted, "what is accepted has left the customer")
        #expect(delivered >= units - accepted - open, "what nobody asked back stays")
    }
}
