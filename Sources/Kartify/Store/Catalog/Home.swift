import Domain
import Storage
import Web

/// GET /
@Sendable func showHome(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    let page = try world.database.read { store in
        HomePage(
            title: visitor.website.name, categories: try store.categories(of: visitor.website.id),
            shelf: try Shelf(request.query, ListAddress("/", request.query, ["sort"]), of: visitor.website, in: store))
    }
    return try visitor.page(page, in: world)
}

struct HomePage: TitledPage {
    static let template = "store/catalog/home.html"

    struct Category: Encodable, Sendable {
        let categoryName: String
        let address: String
    }

    let title: String
    let categories: [Category]
    let shelf: Shelf

    init(title: String, categories: [ProductCategory], shelf: Shelf) {
        self.title = title
        self.categories = categories.map {
            Category(categoryName: $0.name, address: ShopSearchPage.list.with("category", "\($0.id)").text)
        }
        self.shelf = shelf
    }
}
