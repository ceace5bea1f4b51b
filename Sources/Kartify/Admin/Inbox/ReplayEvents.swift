import Domain
import Storage
import Web

/// POST /admin/tools/inbox/:id/replays — one event.
@Sendable func replayEvent(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id = try request.id("id", of: "event")
    let (now, websiteID, name) = (request.now, staff.website.id, staff.member.username)
    let replay = try world.database.write { store -> Int? in
        guard let event = try store.inboxEvent(id: id, of: websiteID) else { throw Refusal.notFound("event") }
        guard event.outcome != .applied else { return nil }
        let replay = try store.startReplay(of: websiteID, by: name, filter: "", asked: 1, at: now)
        let outcome = try store.replayEvent(event, in: replay, at: now)
        try store.audit(
            "Replayed a webhook event", of: "\(event.event.eventID): \(outcome.title)", by: name, websiteID: websiteID,
            at: now)
        return replay
    }
    return .redirect(to: "/admin/tools/inbox/\(id)?replay=\(replay.map(String.init) ?? "none")")
}

/// POST /admin/tools/replays — the events of a filter in which something is not known, a batch at a time, oldest first.
@Sendable func replayEvents(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let batch = try ReplayBatch(request.form, of: staff.website, world)
    guard !batch.events.isEmpty else { return .redirect(to: "/admin/tools/replays?\(batch.query.address)") }
    let (now, websiteID, name) = (request.now, staff.website.id, staff.member.username)
    // Written down before it is done: whatever happens in the middle, it is known who pressed.
    let replay = try world.database.write { store in
        try store.audit(
            "Replayed webhook events", of: "\(batch.events.count) of: \(batch.query.words)", by: name,
            websiteID: websiteID, at: now)
        return try store.startReplay(
            of: websiteID, by: name, filter: batch.query.address, asked: batch.events.count, at: now)
    }
    for key in batch.events {
        do {
            try world.database.write { store in
                guard let event = try store.inboxEvent(id: key.id, of: websiteID) else { return }
                _ = try store.replayEvent(event, in: replay, at: now)
            }
        } catch {
            // One event that cannot be taken in does not stop the others; the page says how many were tried.
            world.log.fault(error, at: now, ["id": request.id, "event": "\(key.id)"])
        }
    }
    return .redirect(to: "/admin/tools/replays/\(replay)")
}

/// What one press on **Replay** of a filter takes.
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
        events = Array(found.prefix(Self.size))
        hasMore = found.count > Self.size
    }
}

extension Transaction {
    /// Tries again what of an event was not known, with the event's own time, and keeps what became of it. What was applied
    /// before is left alone: an event that is applied already stays as it is.
    ///
    /// - Parameter event: as it lies in the inbox in this very transaction.
    fileprivate func replayEvent(_ event: InboxEvent, in replay: Int, at now: Instant) throws -> WebhookOutcome {
        let items = try reapplyEvent(event, at: now)
        let outcome = WebhookOutcome(items)
        let unknown = event.items.count { $0.outcome.isUnknown }
        try recordReplayOutcome(
            outcome, settled: unknown - items.count { $0.outcome.isUnknown }, of: event, inReplay: replay)
        return outcome
    }
}
