import Crypto
import Domain
import Storage

/// The last month of the demo's first website: orders in every state that a page distinguishes.
struct DemoMonth: Sendable {
    static let days = 30
    let database: Database
    /// As they were added.
    let websites: [DemoWebsite]
    let end: Instant

    private var start: Instant { end - .days(Self.days) }

    func fill() throws {
        guard let demo = websites.first, let website = try database.read({ try $0.website(host: demo.hosts[0]) })
        else { return }
        try fill(website, demo, orders: 300)
    }

    private func fill(_ website: Website, _ demo: DemoWebsite, orders count: Int) throws {
        try database.write { try $0.count(demo, of: website, at: start + .seconds(1)) { _ in 500 } }
        let sellable = try database.read { store in
            try store.shopProducts(of: website.id, limit: 100).reversed().compactMap { card in
                try store.product(id: card.id, of: website.id).flatMap { $0.isInStockThroughout ? $0.id : nil }
            }
        }
        let asha = try database.read { store in
            try EmailAddress(Demo.customerEmail).flatMap { try store.customer(email: $0.text, of: website.id) }?.account
        }
        let pause = (end - start).milliseconds / Int64(count)
        let orders = (0..<count).map { index in
            // A few are of the customer who signs in.
            let account = index % 25 == 3 ? asha : nil
            return SeedOrder(
                index: index,
                person: account.map { SeedPerson(3, name: ($0.name, Demo.customerEmail)) } ?? SeedPerson(index),
                customer: account?.id,
                products: (0...(index % 5 == 0 ? 2 : index % 2)).map {
                    sellable[(index * 7 + $0 * 3) % sellable.count]
                },
                placedAt: start + Span(milliseconds: pause * Int64(index + 1) - pause / 3),
                journey: .ofDemo(newest: count - 1 - index))
        }
        let steps = orders.flatMap { $0.steps(until: end) }.sorted { $0.at < $1.at }
        try database.write { store in
            var ids: [Int: ID<Order>] = [:]
            for step in steps { ids[step.order.index] = try store.take(step, of: ids[step.order.index], at: website) }
            for (place, order) in orders.filter({ $0.isPrepaid && $0.isDelivered }).suffix(8).enumerated() {
                guard let order = try ids[order.index].flatMap({ try store.order(id: $0) }) else { continue }
                try store.takeBack(order, place, now: end - .hours(8 - place))
            }
            try store.count(demo, of: website, at: end) { $0.quantity }
        }
    }
}

extension Product {
    /// Whether each of its sizes can be bought.
    fileprivate var isInStockThroughout: Bool {
        stockOption.map { $0.values.allSatisfy { ($0.sku?.available ?? 0) > 0 } } ?? (sku != nil)
    }
}

extension SeedOrder {
    fileprivate var isDelivered: Bool { journey.statuses.last == .delivered }
}

extension SeedJourney {
    /// The newest orders are on their way, the others at their end, and some had no luck.
    fileprivate static func ofDemo(newest place: Int) -> SeedJourney {
        switch place {
        case 0...1: SeedJourney(.waiting)
        case 5, 30, 31: SeedJourney(.refused("UNKNOWN_SKU: this SKU is not in our catalogue"))
        case 12: SeedJourney(.waiting)
        case 2...7: SeedJourney()
        case 8...16: SeedJourney(.accepted, [.packed])
        case 18, 24: SeedJourney(.accepted, [.packed, .shipped], isPartial: true)
        case 17...26: SeedJourney(.accepted, [.packed, .shipped])
        case 27...33: SeedJourney(.accepted, [.packed, .shipped, .outForDelivery])
        default:
            place % 23 == 5
                ? SeedJourney(.accepted, [.packed, .shipped, .undelivered])
                : place % 29 == 11
                    ? SeedJourney(.accepted, [.packed, .shipped, .rto])
                    : place % 17 == 3 ? SeedJourney(.accepted, [.cancelled]) : SeedJourney(.accepted, whole)
        }
    }
}

extension Transaction {
    fileprivate func count(
        _ demo: DemoWebsite, of website: Website, at now: Instant,
        _ quantity: ((size: String, sku: String?, quantity: Int)) -> Int
    ) throws {
        let counts = demo.items.flatMap(\.skus).compactMap { entry in
            entry.sku.flatMap(SKU.init).map { StockCount(sku: $0, count: quantity(entry), takenAt: now) }
        }
        _ = try applyCounts(counts, of: website.id, reference: "demo data", at: now)
    }

    /// Returns of every state: open, refused, accepted, and each step back up to the refund.
    fileprivate func takeBack(_ order: Order, _ place: Int, now: Instant) throws {
        guard let line = order.lines.first else { return }
        let item = ReturnRow.Item(
            itemID: line.id, quantity: 1, reason: ReturnReason.allCases[place % ReturnReason.allCases.count],
            comment: place == 1 ? "The seam at the left sleeve is open." : "")
        let row = try addReturn(
            of: order, [item], account: nil, actor: nil, lease: now, now: now, seal: { _, _ in [] })
        switch place {
        case 0: _ = try answerRequest(row.request, .unclear("Timeout was reached"), now: now)
        case 1:
            let answer = RequestAnswer(
                .refused, code: "RETURN_WINDOW_PASSED", sentence: "The time in which it could be returned is over.",
                omsWords: "Return window passed")
            _ = try answerRequest(row.request, answer, now: now)
        default:
            _ = try answerRequest(row.request, RequestAnswer(.accepted, omsID: "AR-\(order.id)"), now: now)
            try requestReturn(row, of: order, source: .customer, actor: nil, now: now)
            let steps: [ItemStatus] = [.returnPickedUp, .returned, .refunded]
            for (number, status) in steps.prefix(place - 2).enumerated() {
                guard let order = try self.order(id: order.id), let line = order.lines.first else { return }
                let time = now + .minutes(number + 1)
                try moveItem(line, of: order, ItemMove(to: status, quantity: 1, at: time, source: .webhook), now: time)
            }
        }
    }
}
