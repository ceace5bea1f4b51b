import Domain
import Storage
import Web

/// GET /admin/returns — cancellations in a tab of their own.
@Sendable func listReturns(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let query = ReturnsQuery(request.query)
    let place = ListPlace<ID<RequestRow>>(request.query)
    let page = try world.database.read { store in
        let website = staff.website.id, limit = ReturnsPage.size + 1
        let returns =
            query.kind == .return ? try store.returns(of: website, query.state, at: place, limit: limit) : []
        let cancellations =
            query.kind == .return ? [] : try store.cancellations(of: website, query.state, at: place, limit: limit)
        let orders = try store.orderBriefs(of: returns.map(\.orderID) + cancellations.map(\.orderID))
        return ReturnsPage(
            returns, cancellations, orders, query, at: place, try query.head(of: staff.website, in: store),
            try SavedViews(of: .returns, at: query.list, staff, in: store), staff)
    }
    return try staff.page(page, in: world)
}

struct ReturnsQuery {
    static let names = ["kind", "state"]
    let kind: RequestKind
    let state: RequestState?
    let list: ListAddress

    init(_ query: Fields) {
        kind = query["kind"] == RequestKind.cancellation.rawValue ? .cancellation : .return
        state = RequestState(rawValue: query["state"])
        list = StaffList.returns.address(query)
    }

    func head(of website: Website, in store: borrowing some Reader & ~Copyable) throws -> ListHead {
        let most = ListTotal.most + 1
        var tabs: [ListHead.Tab] = []
        for tab in [RequestKind.return, .cancellation] {
            let count = ListTotal(try store.requestCount(tab, of: website.id, nil, upTo: most))
            tabs.append(
                .init(
                    title: tab.title + "s", count: count.words,
                    address: list.keeping([]).with("kind", tab == .return ? "" : tab.rawValue).text,
                    isCurrent: tab == kind))
        }
        let total = ListTotal(try store.requestCount(kind, of: website.id, state, upTo: most))
        let chips = state.map {
            [ListHead.Chip(words: $0.title(website.oms), removal: list.with("state", "").text)]
        }
        return ListHead(
            tabs: tabs, chips: chips ?? [], everything: list.keeping(["kind"]),
            total: total.counted(kind.title.lowercased()))
    }
}

struct ReturnsPage: TitledPage {
    static let template = "admin/returns/list.html"
    static let size = 50

    struct Line: Encodable, Sendable {
        let reference: String
        let order: String
        let customer: String
        let items: String
        let reason: String
        let state: String
        let asked: String
        let by: String?
        let answer: String?
        let omsWords: String?
        let account: String?
        let showsAccount: Bool
        let canRetry: Bool
        let retry: String
        let isRefused: Bool
        let isAccepted: Bool
    }

    let title = "Returns"
    let head: ListHead
    let saved: SavedViews
    /// The tab, which a filter keeps.
    let kind: String
    let stateFilter: Select
    let returns: [Line]
    let foot: ListFoot

    init(
        _ rows: [ReturnRow], _ cancellations: [CancellationRow], _ orders: [ID<Order>: OrderBrief],
        _ query: ReturnsQuery, at place: ListPlace<ID<RequestRow>>, _ head: ListHead,
        _ saved: SavedViews, _ staff: Staff
    ) {
        self.head = head
        self.saved = saved
        kind = query.kind == .return ? "" : query.kind.rawValue
        stateFilter = Select(
            "state", "State", blank: "Any",
            RequestState.allCases.map {
                .init(value: $0.rawValue, title: $0.title(staff.website.oms), selected: $0 == query.state)
            })
        let lines =
            rows.map { row in (id: row.id, line: orders[row.orderID].map { Line(row, $0, staff) }) }
            + cancellations.map { row in (id: row.id, line: orders[row.orderID].map { Line(row, $0, staff) }) }
        let (shown, foot) = ListFoot.page(lines, size: Self.size, at: place, of: query.list, cursor: \.id)
        self.foot = foot
        returns = shown.compactMap(\.line)
    }
}

extension ReturnsPage.Line {
    init(_ row: ReturnRow, _ order: OrderBrief, _ staff: Staff) {
        self.init(
            row.request, order, staff,
            items: row.items.compactMap { item in order.items[item.itemID].map { "\(item.quantity) × \($0)" } },
            reason: row.items.first.map { $0.comment.isEmpty ? $0.reason.title : "\($0.reason.title): \($0.comment)" },
            account: row.accountEnd, hasBankDetails: row.hasBankDetails)
    }

    init(_ row: CancellationRow, _ order: OrderBrief, _ staff: Staff) {
        self.init(
            row.request, order, staff,
            items: order.items.sorted { $0.key < $1.key }
                .compactMap { item, name in row.items[item].map { "\($0) × \(name)" } }, reason: row.reason)
    }

    private init(
        _ row: RequestRow, _ order: OrderBrief, _ staff: Staff, items: [String], reason: String?,
        account: String? = nil, hasBankDetails: Bool = false
    ) {
        let role = staff.member.role
        reference = row.reference
        self.order = order.number
        customer = order.customer
        self.items = items.joined(separator: ", ")
        self.reason = reason ?? ""
        state = row.state.title(order.oms)
        asked = row.requestedAt.ist
        by = row.actor
        answer = row.answer
        omsWords = row.omsWords
        self.account = account.map { "••••\($0)" }
        showsAccount = hasBankDetails && role.may(.readBankDetails)
        canRetry = row.state.canBeRetried && role.may(.operate)
        retry = "/admin/orders/\(order.number)/\(row.kind.rawValue)"
        isRefused = row.state == .refused
        isAccepted = row.state == .accepted
    }
}

extension RequestState {
    /// Whether asking again may help: it was refused, never answered, or is still open.
    fileprivate var canBeRetried: Bool { self == .open || self == .refused || self == .givenUp }
}
