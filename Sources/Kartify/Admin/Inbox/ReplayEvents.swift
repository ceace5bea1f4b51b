import Domain
import Storage
import Web

/// POST /admin/tools/inbox/:id/replays — one event.
@Sendable func replayEvent(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id: ID<InboxEvent> = try request.id("id", of: "event")
    let replay = try staff.change(request, in: world) { store, change -> ID<WebhookReplay>? in
        guard let event = try store.inboxEvent(id: id, of: change.websiteID) else { throw Refusal.notFound("event") }
        guard event.outcome != .applied else { return nil }
        let replay = try store.startReplay(change, filter: "", asked: 1)
        let outcome = try store.replayEvent(event, in: replay, at: change.now)
        try store.audit("Replayed a webhook event", of: "\(event.event.eventID): \(outcome.title)", change)
        return replay
    }
    return .redirect(to: "/admin/tools/inbox/\(id)?replay=\(replay?.description ?? "none")")
}

/// POST /admin/tools/replays — the events of a filter with something unknown, a batch at a time, oldest first.
@Sendable func replayEvents(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let batch = try ReplayBatch(request.form, of: staff.website, world)
    guard !batch.events.isEmpty else { return .redirect(to: "/admin/tools/replays?\(batch.query.list.query)") }
    // Recorded before it is done: whatever happens then, it is known who started it.
    let replay = try staff.change(request, in: world) { store, change in
        try store.audit(
            "Replayed webhook events", of: "\(counted(batch.events.count, "event")) of: \(batch.query.words)", change)
        return try store.startReplay(change, filter: batch.query.list.query, asked: batch.events.count)
    }
    for key in batch.events {
        do {
            try staff.change(request, in: world) { store, change in
                guard let event = try store.inboxEvent(id: key.id, of: change.websiteID) else { return }
                _ = try store.replayEvent(event, in: replay, at: change.now)
            }
        } catch {
            // One event that fails does not stop the others; the page says how many were tried.
            world.log.fault(error, at: request.now, ["event": "\(key.id)"])
        }
    }
    return .redirect(to: "/admin/tools/replays/\(replay)")
}

/// The most events of one replay of a filter.
struct ReplayBatch: Sendable {
    static let size = 500
    let query: InboxQuery
    let after: InboxCursor?
    let events: [InboxCursor]
    let hasMore: Bool

    init(_ fields: Fields, of website: Website, _ world: World) throws {
        let query = InboxQuery(fields)
        if let problem = query.problem { throw Refusal(.invalid, problem) }
        let after = InboxCursor(fields["after"])
        let found = try world.database.read {
            try $0.unapplied(of: website.id, query.filter, after: after, limit: Self.size + 1)
        }
        self.query = query
        self.after = after
        let listing = Listing(found, size: Self.size, cursor: \.id)
        events = Array(listing.rows)
        hasMore = listing.next != nil
    }
}

extension Transaction {
    fileprivate func startReplay(_ change: StaffChange, filter: String, asked: Int) throws -> ID<WebhookReplay> {
        try startReplay(of: change.websiteID, by: change.staff, filter: filter, asked: asked, at: change.now)
    }

    /// Tries the unknown items of an event again, at the event's own time, and saves the outcome. Items applied
    /// before stay as they are.
    ///
    /// - Parameter event: as read in this transaction.
    fileprivate func replayEvent(
        _ event: InboxEvent, in replay: ID<WebhookReplay>, at now: Instant
    ) throws -> WebhookOutcome {
        let items = try reapplyEvent(event, at: now)
        let outcome = WebhookOutcome(items)
        let unknown = event.items.count { $0.outcome.isUnknown }
        try recordReplayOutcome(
            outcome, settled: unknown - items.count { $0.outcome.isUnknown }, of: event, inReplay: replay)
        return outcome
    }
}
