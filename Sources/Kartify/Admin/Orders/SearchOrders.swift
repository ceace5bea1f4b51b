import Domain
import Storage
import Web

/// GET /admin/search
@Sendable func search(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let text = request.query.trimmed("q")
    let numbers = try world.database.read {
        try $0.orderNumbers(matching: text, of: staff.website.id, limit: SearchPage.size)
    }
    if numbers.count == 1 { return .redirect(to: "/admin/orders/\(numbers[0])") }
    return try staff.page(SearchPage(query: text, orders: numbers.map { .init(number: $0) }), in: world)
}

struct SearchPage: TitledPage {
    static let template = "admin/orders/search.html"
    static let size = 50

    struct Found: Encodable, Sendable {
        let number: String
    }

    let title = "Search"
    let query: String
    let orders: [Found]
}
