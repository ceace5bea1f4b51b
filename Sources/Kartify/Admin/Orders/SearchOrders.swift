import Domain
import Storage
import Web

/// GET /admin/search
@Sendable func search(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let text = request.query.trimmed("q")
    let found = try world.database.read { store in
        // The website being worked on first.
        try ([staff.website] + staff.websites.filter { $0 != staff.website }).flatMap { website in
            try store.orderNumbers(matching: text, of: website.id, limit: SearchPage.size)
                .map { SearchPage.Found(number: $0, website: website.name) }
        }
    }
    if found.count == 1 { return .redirect(to: "/admin/orders/\(found[0].number)") }
    return try staff.page(SearchPage(query: text, orders: Array(found.prefix(SearchPage.size))), in: world)
}

struct SearchPage: TitledPage {
    static let template = "admin/orders/search.html"
    static let size = 50

    struct Found: Encodable, Sendable {
        let number: String
        let website: String
    }

    let title = "Search"
    let query: String
    let orders: [Found]
}
