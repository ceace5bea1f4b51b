import Domain
import Storage
import Web

/// GET /admin/tools/replays — asks before the events of a filter are replayed.
@Sendable func confirmReplay(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    try staff.page(AskForReplayPage(try ReplayBatch(request.query, of: staff.website, world)), in: world)
}

/// GET /admin/tools/replays/:id
@Sendable func showReplay(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let id: ID<WebhookReplay> = try request.id("id", of: "replay")
    let (replay, events) = try world.database.read { store in
        guard let replay = try store.replay(id: id, of: staff.website.id) else { throw Refusal.notFound("replay") }
        return (replay, try store.events(ofReplay: id))
    }
    let query = InboxQuery(Fields(urlEncoded: replay.filter))
    let more = try world.database.read { store in
        guard let last = events.last, !replay.filter.isEmpty || replay.asked > 1 else { return false }
        return try !store.unapplied(of: staff.website.id, query.filter, after: last.key, limit: 1).isEmpty
    }
    return try staff.page(
        ReplayPage(replay, events, query, hasMore: more && staff.member.role.may(.operate)), in: world)
}

struct AskForReplayPage: TitledPage {
    static let template = "admin/inbox/confirm.html"
    let title = "Replay events"
    let state: String
    let order: String
    let from: String
    let until: String
    let after: String
    let words: String
    let count: String
    let hasEvents: Bool
    let hasMore: Bool

    init(_ batch: ReplayBatch) {
        state = batch.query.state?.rawValue ?? ""
        (order, from, until) = (batch.query.order, batch.query.from, batch.query.until)
        after = batch.after.map { "\($0)" } ?? ""
        words = batch.query.words
        count = counted(batch.events.count, "event")
        hasEvents = !batch.events.isEmpty
        hasMore = batch.hasMore
    }
}

struct ReplayPage: TitledPage {
    static let template = "admin/inbox/replay.html"

    struct Line: Encodable, Sendable {
        let id: ID<InboxEvent>
        let eventID: String
        let order: String
        let was: String
        let result: String
        let isKnownOrder: Bool

        init(_ event: ReplayedEvent) {
            id = event.key.id
            eventID = event.eventID.shortened(40)
            order = event.orderNumber.shortened(40)
            was = event.was.title
            result = ReplayWords.result(event.outcome, settled: event.settled)
            isKnownOrder = event.outcome != .unknownOrder
        }
    }

    let title: String
    let id: ID<WebhookReplay>
    let at: String
    let staff: String
    let words: String
    let asked: String
    let tried: Int
    let settled: Int
    let unknown: Int
    let isShort: Bool
    let state: String
    let order: String
    let from: String
    let until: String
    let events: [Line]
    /// Where the next batch begins; nil when there is none, or this person may not replay.
    let next: String?

    init(_ replay: WebhookReplay, _ found: [ReplayedEvent], _ query: InboxQuery, hasMore: Bool) {
        title = "Replay \(replay.id)"
        id = replay.id
        at = replay.at.istWithSeconds
        staff = replay.staff
        words = query.words
        asked = counted(replay.asked, "event")
        tried = found.count
        settled = found.count { $0.outcome == .applied }
        unknown = tried - settled
        isShort = tried < replay.asked
        state = query.state?.rawValue ?? ""
        (order, from, until) = (query.order, query.from, query.until)
        events = found.map(Line.init)
        next = hasMore ? (found.last?.key).map { "\($0)" } : nil
    }
}
