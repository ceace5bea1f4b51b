import Domain
import Storage
import Web

/// GET /admin/customers
@Sendable func listCustomers(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let search = request.query.trimmed("email")
    let place = ListPlace<ID<CustomerAccount>>(request.query)
    let website = staff.website.id, list = StaffList.customers.address(request.query)
    let page = try world.database.read { store in
        CustomersPage(
            try store.customers(of: website, search: search, at: place, limit: CustomersPage.size + 1),
            list, try SavedViews(of: .customers, at: list, staff, in: store), search, at: place,
            total: ListTotal(try store.customerCount(of: website, search: search, upTo: ListTotal.most + 1)))
    }
    return try staff.page(page, in: world)
}

struct CustomersPage: TitledPage {
    static let template = "admin/customers/list.html"
    static let size = 50

    struct Line: Encodable, Sendable {
        let id: ID<CustomerAccount>
        let name: String
        let email: String
        let orders: String
        let total: String
        let last: String?
    }

    let title = "Customers"
    let head: ListHead
    let saved: SavedViews
    let search: String
    let customers: [Line]
    let foot: ListFoot

    init(
        _ found: [CustomerSummary], _ list: ListAddress, _ saved: SavedViews, _ search: String,
        at place: ListPlace<ID<CustomerAccount>>, total: ListTotal
    ) {
        self.search = search
        self.saved = saved
        head = ListHead(
            chips: search.isEmpty ? [] : [.init(words: "“\(search)”", removal: list.keeping([]).text)],
            everything: list.keeping([]), total: total.counted("customer"))
        let (rows, foot) = ListFoot.page(found, size: Self.size, at: place, of: list, cursor: \.account.id)
        self.foot = foot
        customers = rows.map { row in
            Line(
                id: row.account.id, name: row.account.name, email: row.account.email,
                orders: counted(row.orders, "order"), total: row.total.text, last: row.lastOrderAt?.ist)
        }
    }
}
