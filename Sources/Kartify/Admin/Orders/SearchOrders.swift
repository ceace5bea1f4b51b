import Domain
import Storage
import Web

/// GET /admin/search — one hit opens it, more are a table.
@Sendable func search(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let text = request.query.trimmed("q")
    let found = try world.database.read { store in
        // The website being worked on first.
        try ([staff.website] + staff.websites.filter { $0 != staff.website }).flatMap { website in
            try store.orders(try store.orderIDs(matching: text, in: website, limit: SearchPage.size + 1))
                .map { SearchPage.Found($0, website) }
        }
    }
    if found.count == 1 { return .redirect(to: "/admin/orders/\(found[0].number)") }
    return try staff.page(SearchPage(text, found), in: world)
}

struct SearchPage: TitledPage {
    static let template = "admin/orders/search.html"
    static let size = 50

    struct Found: Encodable, Sendable {
        let number: String
        let website: String
        let customer: String
        let placed: String
        let units: [ToneBadge]
        let total: String

        init(_ order: Order, _ website: Website) {
            number = order.number
            self.website = website.name
            customer = order.address.name
            placed = order.placedAt.ist
            units = order.unitBadges
            total = order.totals.total.text
        }
    }

    let title = "Search"
    let query: String
    let orders: [Found]
    /// Whether there are more than are shown.
    let isCut: Bool

    init(_ query: String, _ found: [Found]) {
        self.query = query
        orders = Array(found.prefix(Self.size))
        isCut = found.count > Self.size
    }

    var searchWords: String { query }
}
