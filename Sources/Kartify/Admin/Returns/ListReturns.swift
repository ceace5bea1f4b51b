import Domain
import Storage
import Web

/// GET /admin/returns
@Sendable func listReturns(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let state = RequestState(rawValue: request.query["state"])
    let page = try world.database.read { store in
        let rows = try store.returns(
            of: staff.website.id, state, before: ID(request.query["before"]), limit: ReturnsPage.size + 1)
        let orders = try store.orderBriefs(of: rows.map(\.orderID))
        return ReturnsPage(rows, orders, state, staff)
    }
    return try staff.page(page, in: world)
}

/// A website's returns.
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
        let isRefused: Bool
        let isAccepted: Bool
    }

    let title = "Returns"
    let stateFilter: Select
    let returns: [Line]
    let next: Pager?

    init(_ rows: [ReturnRow], _ orders: [ID<Order>: OrderBrief], _ chosen: RequestState?, _ staff: Staff) {
        stateFilter = Select(
            "state", "State", blank: "Any",
            RequestState.allCases.map {
                .init(value: $0.rawValue, title: $0.title(staff.website.oms), selected: $0 == chosen)
            })
        let listing = Listing(rows, size: Self.size, cursor: \.id)
        returns = listing.rows.compactMap { row in orders[row.orderID].map { Line(row, $0, staff) } }
        let list = address("/admin/returns", ["state": chosen?.rawValue ?? "", "before": ""])
        next = Pager("Older returns", to: list, listing.next)
    }
}

extension ReturnsPage.Line {
    init(_ row: ReturnRow, _ order: OrderBrief, _ staff: Staff) {
        let role = staff.member.role
        reference = row.reference
        self.order = order.number
        customer = order.customer
        items = row.items.compactMap { item in order.items[item.itemID].map { "\(item.quantity) × \($0)" } }
            .joined(separator: ", ")
        reason =
            row.items.first.map { $0.comment.isEmpty ? $0.reason.title : "\($0.reason.title): \($0.comment)" } ?? ""
        state = row.state.title(staff.website.oms)
        asked = row.requestedAt.ist
        by = row.actor
        answer = row.answer
        omsWords = row.omsWords
        account = row.accountLastFour.map { "••••\($0)" }
        showsAccount = row.hasBankDetails && role.may(.readBankDetails)
        canRetry = row.state == .open && role.may(.operate)
        isRefused = row.state == .refused
        isAccepted = row.state == .accepted
    }
}
