import Domain
import Storage
import Web

/// GET /admin/tools/inbox
@Sendable func listInbox(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let query = InboxQuery(request.query)
    let place = ListPlace<InboxCursor>(request.query)
    let page = try world.database.read { store in
        InboxPage(
            try store.inbox(of: staff.website.id, query.filter, at: place, limit: InboxPage.size + 1), query, at: place,
            try query.head(of: staff.website, in: store), try SavedViews(of: .inbox, at: query.list, staff, in: store),
            mayReplay: staff.member.role.may(.operate))
    }
    return try staff.page(page, in: world)
}

struct InboxPage: TitledPage {
    static let template = "admin/inbox/list.html"
    static let size = 50

    struct Badge: Encodable, Sendable {
        let count: Int
        let name: String
        let isGood: Bool
        let isUnknown: Bool

        init(_ outcome: EventItemOutcome, _ count: Int) {
            self.count = count
            name = outcome.title
            isGood = outcome == .applied
            isUnknown = outcome.isUnapplied
        }
    }

    struct Line: Encodable, Sendable {
        let id: ID<InboxEvent>
        let eventID: String
        let received: String
        let happened: String
        let order: String
        let isKnownOrder: Bool
        let isDismissed: Bool
        let canReplay: Bool
        let items: [Badge]
    }

    let title = "Inbox"
    let head: ListHead
    let saved: SavedViews
    let stateFilter: Select
    let state: String
    let order: String
    let from: String
    let until: String
    let events: [Line]
    let mayReplay: Bool
    let isFiltered: Bool
    let problem: String?
    let foot: ListFoot

    init(
        _ found: [InboxRow], _ query: InboxQuery, at place: ListPlace<InboxCursor>, _ head: ListHead,
        _ saved: SavedViews, mayReplay: Bool
    ) {
        self.head = head
        self.saved = saved
        stateFilter = Select(
            "state", "State", blank: "Any",
            InboxQuery.State.allCases.map { .init(value: $0.rawValue, title: $0.title, selected: $0 == query.state) })
        state = query.state?.rawValue ?? ""
        (order, from, until) = (query.order, query.from, query.until)
        let (rows, foot) = ListFoot.page(found, size: Self.size, at: place, of: query.list, cursor: \.key)
        self.foot = foot
        events = rows.map { Line($0, mayReplay: mayReplay) }
        self.mayReplay = mayReplay
        isFiltered = !query.list.query.isEmpty
        problem = query.problem
    }
}

extension InboxPage.Line {
    init(_ line: InboxRow, mayReplay: Bool) {
        id = line.key.id
        eventID = line.eventID.shortened(40)
        received = line.key.at.istWithSeconds
        happened = line.eventTime.istWithSeconds
        order = line.orderNumber.shortened(40)
        isKnownOrder = line.outcome != .unknownOrder
        isDismissed = line.isDismissed
        canReplay = mayReplay && line.outcome != .applied && !line.isDismissed
        items = line.items.map { .init($0.outcome, $0.count) }
    }
}
