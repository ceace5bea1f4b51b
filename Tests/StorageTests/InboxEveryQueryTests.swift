import Domain
import Storage
import TestDatabase
import Testing

/// As `EveryQueryTests`, for the webhook inbox.
struct InboxEveryQueryTests {
    private let critic: PlanCritic
    private let shop: TestShop

    init() throws {
        let critic = PlanCritic()
        self.critic = critic
        shop = try TestShop(inspect: { critic.look(at: $0, $1) })
    }

    @Test func `no query of the inbox reads a whole table that grows`() throws {
        let brand = shop.brand
        try shop.database.write { tx in
            try tx.insertWebhookEvent(anEvent(at: brand), [anItem(.unknownOrder)], answer: nil, at: noon)
            let event = try #require(try tx.inboxEvent(id: 1, of: brand.id))
            let replay = try tx.startReplay(of: brand.id, by: "admin", filter: "", asked: 1, at: noon)
            try tx.updateWebhookEvent(event, [anItem(.unknownStatus)], answer: "{}")
            try tx.recordReplayOutcome(.partial, settled: 0, of: event, inReplay: replay)
            #expect(try tx.dismissEvent(id: event.id, reason: "", by: "admin", now: noon))
            _ = try tx.replay(id: replay, of: brand.id)
            _ = try tx.events(ofReplay: replay)
            _ = try tx.replays(ofEvent: event.id, limit: 9)
            try tx.addRefusedWebhooks(3, of: brand.id, at: noon)
            try tx.setWebhookSecret(sealed: [1], of: brand.id, keepingOldUntil: noon)
            let rejected = RejectedEvent(
                eventID: "e", orderNumber: nil, reason: .malformed, detail: "No JSON.", body: KeptText("{"))
            try tx.insertRejectedEvent(rejected, hash: [1], of: brand.id, at: noon)
            try tx.noteTrouble(.clockAhead, with: .arvind, of: brand.id, at: noon)
            try tx.endTrouble(.tokenRefused, with: .arvind, of: brand.id)
            _ = try tx.pruneRejectedEvents(before: noon, limit: 9)
        }
        let key = InboxCursor(at: noon, id: 1)
        let places = [ListPlace.first, .after(key), .before(key)]
        try shop.database.read { snapshot in
            for filter in filters {
                for place in places { _ = try snapshot.inbox(of: brand.id, filter, at: place, limit: 9) }
                for place in [nil, key] { _ = try snapshot.unapplied(of: brand.id, filter, after: place, limit: 9) }
            }
            _ = try snapshot.refusedWebhooks(of: brand.id, since: noon)
            for place in places { _ = try snapshot.rejectedEvents(of: brand.id, at: place, limit: 9) }
            _ = try snapshot.otherBodies(ofEvent: "e", of: brand.id, limit: 9)
            _ = try snapshot.troubles(of: brand.id, since: noon)
        }
        #expect(critic.complaints == [])
        // What an outcome leads to is a page long before it is sorted; an event and a replay have 500 lines at most.
        let sorts = critic.sorts.filter {
            !$0.contains("e.id IN (") && !$0.contains("GROUP BY outcome") && !$0.contains("webhook_replay_event")
        }
        #expect(sorts == [])
        for index in [
            "webhook_item_not_applied", "webhook_event_by_time", "webhook_event_by_order", "webhook_event_not_applied",
            "webhook_event_dismissed",
        ] {
            #expect(critic.hasSeen(index) || !TestEngine.isSQLite, "\(index)")
        }
    }

    /// Every part of a filter with and without every other.
    private var filters: [InboxFilter] {
        (0..<64).map { choice in
            var filter = InboxFilter()
            if choice & 1 != 0 { filter.outcome = .late }
            filter.isUnapplied = choice & 2 != 0
            if choice & 4 != 0 { filter.order = "KFY-100001" }
            if choice & 8 != 0 { filter.from = noon }
            if choice & 16 != 0 { filter.until = noon + .days(1) }
            filter.isDismissed = choice & 32 != 0
            return filter
        }
    }
}
