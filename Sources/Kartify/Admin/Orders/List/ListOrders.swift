import Domain
import Storage
import Web

/// GET /admin/orders
@Sendable func listOrders(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let query = OrdersQuery(request.query, staff, now: request.now)
    let place = ListPlace<OrderCursor>(request.query)
    let page = try world.database.read { store in
        let found = try store.orders(
            in: query.websites, query.filter, query.sort, from: place.cursor, isBackwards: place.isBackwards,
            limit: AdminOrdersPage.size + 1)
        let (cursors, foot) = ListFoot.page(found, size: AdminOrdersPage.size, at: place, of: query.list) { $0 }
        return AdminOrdersPage(
            try store.orders(cursors.map(\.id)), query, try OrderTabCounts(query, in: store), foot,
            try SavedViews(of: .orders, at: query.list, staff, in: store), staff)
    }
    return try staff.page(page, in: world)
}

struct OrderTabCounts: Sendable {
    let tabs: [OrderTab: ListTotal]
    let total: ListTotal

    init(_ query: OrdersQuery, in store: borrowing some Reader & ~Copyable) throws {
        let (filter, most) = (query.filter, ListTotal.most + 1)
        let counts = try store.orderTabs(in: query.websites, upTo: most, now: filter.now)
        let tabs = Dictionary(
            uniqueKeysWithValues: counts.map { tab, count in
                (tab, tab == .all ? ListTotal(exactly: count) : ListTotal(count))
            })
        self.tabs = tabs
        let isWholeTab = filter == OrderFilter(now: filter.now).of(filter.tab)
        total =
            try isWholeTab
            ? tabs[filter.tab] ?? ListTotal(0)
            : ListTotal(store.orderCounts(in: query.websites, [filter], upTo: most).reduce(0, +))
    }
}

struct AdminOrdersPage: TitledPage {
    static let template = "admin/orders/list.html"
    static let size = 50

    let title = "Orders"
    let head: ListHead
    let saved: SavedViews
    let selects: [Select]
    let texts: [FormField]
    /// The tab and the sorting, which a filter keeps.
    let tab: String
    let sort: String
    let placed: [ListHeading]
    let amount: [ListHeading]
    let orders: [OrderRow]
    let filter: String
    /// `All 431 that match`.
    let all: String
    let exportAs: Select
    let mayOperate: Bool
    let isMixed: Bool
    let isFiltered: Bool
    let foot: ListFoot

    init(
        _ found: [Order], _ query: OrdersQuery, _ counts: OrderTabCounts, _ foot: ListFoot, _ saved: SavedViews,
        _ staff: Staff
    ) {
        let chips = query.chips(staff)
        head = ListHead(
            tabs: OrderTab.allCases.map { tab in
                .init(
                    title: tab.title, count: counts.tabs[tab]?.words,
                    address: query.list.keeping(["site"]).with("tab", tab == .all ? "" : tab.rawValue).text,
                    isCurrent: tab == query.filter.tab, term: tab == .stuck ? Term.stuck.rawValue : nil)
            },
            chips: chips, everything: query.list.keeping(["tab"]), total: counts.total.counted("order"),
            problem: query.problem)
        self.saved = saved
        selects = query.selects(staff)
        texts = query.texts
        tab = query.filter.tab == .all ? "" : query.filter.tab.rawValue
        sort = query.fields["sort"]
        placed = [Self.heading("Placed", query, down: .newest, up: .oldest)]
        amount = [Self.heading("Total", query, down: .dearest, up: .cheapest)]
        let isMixed = query.websites.count > 1
        self.isMixed = isMixed
        let names = Dictionary(uniqueKeysWithValues: staff.websites.map { ($0.id, $0) })
        let list = query.list.asParameter
        orders = found.map { order in
            let website = names[order.websiteID] ?? staff.website
            return OrderRow(order, website, list: list, isMixed: isMixed, now: query.filter.now)
        }
        isFiltered = !chips.isEmpty || query.filter.tab != .all
        self.foot = foot
        filter = query.list.query
        all = "All \(counts.total.words) that match"
        exportAs = Select(
            "as", "Export as",
            OrderExport.Kind.allCases.map {
                .init(value: $0.rawValue, title: $0.title, selected: $0 == .ordersWorkbook)
            })
        mayOperate = staff.member.role.may(.operate)
    }

    private static func heading(_ title: String, _ query: OrdersQuery, down: OrderSort, up: OrderSort) -> ListHeading {
        ListHeading(
            title, query.list, sort: query.sort.rawValue, down: down.rawValue, up: up.rawValue,
            standard: OrderSort.newest.rawValue)
    }
}
