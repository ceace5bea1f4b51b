import Domain
import Storage
import Web

/// GET /admin/tools/inbox/:id
@Sendable func showInboxEvent(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let id: ID<InboxEvent> = try request.id("id", of: "event")
    let page = try world.database.read { store in
        guard let event = try store.inboxEvent(id: id, of: staff.website.id) else { throw Refusal.notFound("event") }
        let others = try store.otherBodies(
            ofEvent: event.event.eventID, of: staff.website.id, limit: InboxEventPage.replays)
        let bodies = staff.shown(request: KeptText(event.event.body), response: KeptText(event.answer ?? ""))
        return InboxEventPage(
            event, body: bodies.request, answer: event.answer.map { _ in bodies.response }, others: others.count,
            replays: try store.replays(ofEvent: id, limit: InboxEventPage.replays),
            asked: request.query["replay"], oms: event.event.oms,
            mayOperate: staff.member.role.may(.operate))
    }
    return try staff.page(page, in: world)
}

struct InboxEventPage: TitledPage {
    static let template = "admin/inbox/event.html"
    static let replays = 20

    struct Item: Encodable, Sendable {
        let item: String
        let status: String
        let quantity: Int?
        let outcome: String
        let meaning: String
        let isGood: Bool
        let isUnknown: Bool

        init(_ item: EventItem, _ oms: OMSKind) {
            self.item = item.item
            status = ItemStatus(rawValue: item.status)?.title ?? item.status
            quantity = item.quantity
            outcome = item.outcome.title
            meaning = item.detail ?? item.outcome.meaning(oms)
            isGood = item.outcome == .applied
            isUnknown = item.outcome.isUnapplied
        }
    }

    struct Replay: Encodable, Sendable {
        let id: ID<WebhookReplay>
        let at: String
        let staff: String
        let result: String
        let isOfFilter: Bool
    }

    let title: String
    let id: ID<InboxEvent>
    let eventID: String
    let order: String
    let received: String
    let happened: String
    let outcome: String
    let isKnownOrder: Bool
    let isApplied: Bool
    let canReplay: Bool
    let canDismiss: Bool
    let longestReason: Int
    let dismissal: String?
    let items: [Item]
    let body: String
    let answer: String?
    let hasOtherBodies: Bool
    let replays: [Replay]
    let result: String?
    let hasNothingToDo: Bool

    /// - Parameter asked: the replay whose result is to be shown; `none` when there was nothing to replay.
    init(
        _ event: InboxEvent, body: String, answer: String?, others: Int,
        replays: [(replay: WebhookReplay, outcome: WebhookOutcome, settled: Int)], asked: String, oms: OMSKind,
        mayOperate: Bool
    ) {
        title = "Event \(event.event.eventID)"
        id = event.id
        eventID = event.event.eventID
        order = event.event.orderNumber.shortened(64)
        received = event.receivedAt.istWithSeconds
        happened = event.event.eventTime.istWithSeconds
        outcome = event.outcome.title
        isKnownOrder = event.outcome != .unknownOrder
        isApplied = event.outcome == .applied
        canReplay = mayOperate && event.items.contains { $0.outcome.isUnknown }
        canDismiss = mayOperate && event.outcome != .applied && event.dismissal == nil
        longestReason = InboxEvent.Dismissal.reasonLength.upperBound
        dismissal = event.dismissal.map {
            "Dismissed by \($0.staff) on \($0.at.istWithSeconds)\($0.reason.isEmpty ? "." : ": \($0.reason)")"
        }
        items = event.items.map { Item($0, oms) }
        (self.body, self.answer) = (body, answer)
        hasOtherBodies = others > 0
        self.replays = replays.map { replay, outcome, settled in
            Replay(
                id: replay.id, at: replay.at.istWithSeconds, staff: replay.staff,
                result: ReplayWords.result(outcome, settled: settled), isOfFilter: !replay.filter.isEmpty)
        }
        result = replays.first { "\($0.replay.id)" == asked }.map {
            ReplayWords.result($0.outcome, settled: $0.settled)
        }
        hasNothingToDo = asked == "none" && event.outcome == .applied
    }
}

enum ReplayWords {
    static func result(_ outcome: WebhookOutcome, settled: Int) -> String {
        switch outcome {
        case .applied: "Settled: everything in it is now known."
        case .unknownOrder: "Nothing has changed: the order is still unknown."
        case .partial where settled == 0: "Nothing has changed: the same items or statuses are still unknown."
        case .partial:
            "Partly settled: \(counted(settled, "item is", "items are")) now known, others still unknown."
        }
    }
}
