import Domain
import Storage
import TestDatabase
import Testing

struct InboxListTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    private func keep(
        _ id: String, _ outcomes: EventItemOutcome..., order: String = "KFY-100001", at now: Instant = noon,
        in website: Website? = nil
    ) throws {
        let event = anEvent(id, order: order, at: website ?? shop.brand)
        let items = zip(1..., outcomes).map { anItem($1, place: $0) }
        try shop.database.write { tx in try tx.insertWebhookEvent(event, items, answer: nil, at: now) }
    }

    private func list(
        at place: ListPlace<InboxCursor> = .first, limit: Int = 50, _ change: (inout InboxFilter) -> Void = { _ in }
    ) throws -> [InboxRow] {
        var filter = InboxFilter()
        change(&filter)
        return try shop.database.read { try $0.inbox(of: shop.brand.id, filter, at: place, limit: limit) }
    }

    private func ids(_ change: (inout InboxFilter) -> Void = { _ in }) throws -> [String] {
        try list(change).map(\.eventID)
    }

    @Test func `the list tells how many items of an event became what`() throws {
        try keep("a", .applied, .late, .late, .unknownItem)
        let line = try #require(try list().first)
        #expect(line.items.map(\.outcome) == [.applied, .late, .unknownItem] && line.items.map(\.count) == [1, 2, 1])
        #expect(line.outcome == .partial && line.orderNumber == "KFY-100001" && line.key.at == noon)
    }

    @Test func `an event is found once by the outcome of any of its items`() throws {
        try keep("a", .applied, .late, .late)
        try keep("b", .duplicate)
        try keep("c", .unknownOrder, .unknownOrder)
        try keep("d", .applied, .unknownStatus)
        try keep("e", .applied, in: shop.other)
        #expect(try ids() == ["d", "c", "b", "a"])
        #expect(try ids { $0.outcome = .applied } == ["d", "a"])
        #expect(try ids { $0.outcome = .late } == ["a"])
        #expect(try ids { $0.outcome = .duplicate } == ["b"])
        #expect(try ids { $0.outcome = .unknownOrder } == ["c"])
        #expect(try ids { $0.outcome = .unknownItem } == [])
        #expect(try ids { $0.isUnapplied = true } == ["d", "c"])
        #expect(try ids { ($0.isUnapplied, $0.outcome) = (true, .applied) } == ["d"])
    }

    @Test func `order, days and outcome are asked together`() throws {
        for (number, hour) in [("a", 0), ("b", 24), ("c", 48)] {
            try keep(number, .late, order: "KFY-1", at: noon + .hours(hour))
            try keep(number + "2", .applied, order: "KFY-2", at: noon + .hours(hour))
        }
        #expect(try ids { $0.order = "KFY-1" } == ["c", "b", "a"])
        #expect(try ids { ($0.order, $0.outcome) = ("KFY-1", .applied) } == [])
        #expect(try ids { ($0.from, $0.until) = (noon + .hours(24), noon + .hours(48)) } == ["b2", "b"])
        #expect(try ids { ($0.outcome, $0.from) = (.late, noon + .hours(24)) } == ["c", "b"])
        #expect(try ids { ($0.outcome, $0.until) = (.late, noon + .hours(24)) } == ["a"])
        #expect(try ids { ($0.order, $0.outcome, $0.until) = ("KFY-1", .late, noon + .hours(25)) } == ["b", "a"])
    }

    @Test(arguments: [nil, EventItemOutcome.late]) func `pages follow each other without a gap or a repeat`(
        outcome: EventItemOutcome?
    ) throws {
        // Several at one time: the row decides among them.
        for number in 0..<9 { try keep("e\(number)", .late, .late, at: noon + .minutes(number / 3)) }
        func page(_ place: ListPlace<InboxCursor>) throws -> [InboxRow] {
            try list(at: place, limit: 2) { $0.outcome = outcome }
        }
        var found = try page(.first)
        while let last = found.last, case let next = try page(.after(last.key)), !next.isEmpty { found += next }
        #expect(found.map(\.eventID) == (0..<9).reversed().map { "e\($0)" })
        // And back to the beginning.
        found = try page(.after(found[6].key))
        while let first = found.first, case let previous = try page(.before(first.key)), !previous.isEmpty {
            found = previous + found
        }
        #expect(found.map(\.eventID) == (0..<9).reversed().map { "e\($0)" })
    }

    @Test func `what is to be replayed comes oldest first, after a place`() throws {
        for number in 0..<4 {
            try keep("e\(number)", number == 1 ? .applied : .unknownOrder, at: noon + .minutes(number))
        }
        func keys(after: InboxCursor? = nil, _ outcome: EventItemOutcome? = nil) throws -> [ID<InboxEvent>] {
            var filter = InboxFilter()
            filter.outcome = outcome
            return try shop.database.read {
                try $0.unapplied(of: shop.brand.id, filter, after: after, limit: 9).map(\.id)
            }
        }
        #expect(try keys() == [1, 3, 4])
        #expect(try keys(after: InboxCursor(at: noon, id: 1)) == [3, 4])
        #expect(try keys(.applied) == [] && keys(.unknownOrder) == [1, 3, 4])
    }

    @Test func `an event of another website is not found`() throws {
        try keep("a", .unknownOrder)
        #expect(try shop.database.read { try $0.inboxEvent(id: 1, of: shop.brand.id)?.event.eventID } == "a")
        #expect(try shop.database.read { try $0.inboxEvent(id: 1, of: shop.other.id) } == nil)
    }

    @Test func `refused webhooks are counted a website, and forgotten after 30 days`() throws {
        let (brand, other) = (shop.brand.id, shop.other.id)
        try shop.database.write { tx in
            try tx.addRefusedWebhooks(2, of: brand, at: noon)
            try tx.addRefusedWebhooks(3, of: brand, at: noon)
            try tx.addRefusedWebhooks(4, of: brand, at: noon + .minutes(1))
            try tx.addRefusedWebhooks(9, of: other, at: noon)
        }
        func refused(since: Instant) throws -> RefusedWebhooks {
            try shop.database.read { try $0.refusedWebhooks(of: brand, since: since) }
        }
        var found = try refused(since: noon)
        #expect(found.count == 9 && found.lastAt == noon + .minutes(1))
        #expect(try refused(since: noon + .minutes(1)).count == 4)
        found = try refused(since: noon + .minutes(2))
        #expect(found.count == 0 && found.lastAt == nil)
        try shop.database.write { tx in try tx.addRefusedWebhooks(1, of: brand, at: noon + .days(31)) }
        #expect(try refused(since: noon).count == 1)
    }

    @Test(.onlyOnSQLite) func `events of an older schema get their items from their bodies and answers`() throws {
        let path = shop.file("older.db")
        let older = Migration.all.filter { $0.number < 7 }
        try Database.ofTest(path, migrations: older).write { tx in
            _ = try tx.execute("INSERT INTO website (id, name, order_prefix) VALUES (1, 'Brand', 'KFY')")
            for (id, outcome, body, answer) in [
                (
                    1, "partial",
                    #"{"items":[{"orderItemId":"K-1","status":"packed","quantity":2},{"sku":"X","status":"lost"}]}"#,
                    #"{"results":[{"outcome":"applied"},{"outcome":"unknown_status"}]}"# as String?
                ),
                (2, "unknown_order", #"{"items":[{"orderItemId":"K-1","status":"packed"}]}"#, nil),
                (3, "applied", "?", "?"),
            ] {
                _ = try tx.execute(
                    """
                    INSERT INTO webhook_event (website_id, event_id, event_time, received_at, order_number, body, outcome,
                        answer)
                    VALUES (1, \("evt_\(id)"), 0, \(id), 'K', \(body), \(outcome), \(answer))
                    """)
            }
        }
        let items = try Database.ofTest(path).read { snapshot in
            try [1, 2, 3].map { try #require(try snapshot.inboxEvent(id: $0, of: 1)).items }
        }
        #expect(
            items == [
                [
                    EventItem(place: 1, item: "K-1", status: "packed", quantity: 2, outcome: .applied),
                    EventItem(place: 2, item: "X", status: "lost", quantity: nil, outcome: .unknownStatus),
                ], [EventItem(place: 1, item: "K-1", status: "packed", quantity: nil, outcome: .unknownOrder)], [],
            ])
    }
}
