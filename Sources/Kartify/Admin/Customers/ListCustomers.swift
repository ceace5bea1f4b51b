import Domain
import Storage
import Web

/// GET /admin/customers
@Sendable func listCustomers(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let search = request.query.trimmed("email")
    let page = try world.database.read { store in
        CustomersPage(
            try store.customers(
                of: staff.website.id, search: search, before: ID(request.query["after"]),
                limit: CustomersPage.size + 1),
            search,
            total: ListTotal(try store.customerCount(of: staff.website.id, upTo: ListTotal.most + 1)))
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
    let search: String
    let customers: [Line]
    let next: Pager?

    init(_ found: [CustomerSummary], _ search: String, total: ListTotal) {
        self.search = search
        let list = ListAddress("/admin/customers")
        head = ListHead(
            chips: search.isEmpty ? [] : [.init(words: "“\(search)”", removal: list.text)], everything: list,
            total: search.isEmpty ? total.counted("customer") : nil)
        let listing = Listing(found, size: Self.size, cursor: \.account.id)
        customers = listing.rows.map { row in
            Line(
                id: row.account.id, name: row.account.name, email: row.account.email,
                orders: counted(row.orders, "order"), total: row.total.text, last: row.lastOrderAt?.ist)
        }
        next = search.isEmpty ? Pager("Next page", to: "/admin/customers?after=", listing.next) : nil
    }
}
