import Domain
import Storage
import Web

/// GET /admin/tools/rejected-events
@Sendable func listRejectedEvents(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let place = ListPlace<InboxCursor>(request.query)
    let found = try world.database.read {
        try $0.rejectedEvents(of: staff.website.id, at: place, limit: RejectedEventsPage.size + 1)
    }
    return try staff.page(RejectedEventsPage(found, at: place), in: world)
}

/// Authentic events that were not taken, newest first.
struct RejectedEventsPage: TitledPage {
    static let template = "admin/inbox/rejected.html"
    static let size = 50

    struct Line: Encodable, Sendable {
        let received: String
        let eventID: String
        let order: String?
        let reason: String
        let detail: String
        let count: Int
        let isRepeated: Bool
        let body: String
        /// How many bytes came, where they are not all kept.
        let cutFrom: Int?
    }

    let title = "Rejected events"
    let events: [Line]
    let foot: ListFoot

    init(_ found: [RejectedEventLine], at place: ListPlace<InboxCursor>) {
        let list = ListAddress("/admin/tools/rejected-events")
        let (rows, foot) = ListFoot.page(found, size: Self.size, at: place, of: list, cursor: \.key)
        self.foot = foot
        events = rows.map(Line.init)
    }
}

extension RejectedEventsPage.Line {
    init(_ line: RejectedEventLine) {
        received = line.key.at.istWithSeconds
        eventID = line.event.eventID?.shortened(40) ?? "No id"
        order = line.event.orderNumber?.shortened(40)
        reason = line.event.reason.title
        detail = line.event.detail
        count = line.count
        isRepeated = line.count > 1
        body = line.event.body.text
        cutFrom = line.event.body.fullLength
    }
}

extension RejectedEvent.Reason {
    var title: String {
        switch self {
        case .malformed: "Not JSON"
        case .invalid: "Cannot be read"
        case .clockAhead: "Clock ahead"
        case .otherBody: "Known id, other body"
        }
    }
}
