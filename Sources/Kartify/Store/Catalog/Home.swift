import Domain
import Storage
import Web

/// GET /
@Sendable func showHome(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    let after: ID<Product> = ID(request.query["after"]) ?? 0
    let products = try world.database.read {
        try $0.productsOnSale(of: visitor.website.id, after: after, limit: HomePage.size + 1)
    }
    return try visitor.page(HomePage(products, website: visitor.website), in: world)
}

struct HomePage: TitledPage {
    static let template = "store/catalog/home.html"
    static let size = 24

    struct Card: Encodable, Sendable {
        let id: ID<Product>
        let name: String
        let initial: String
        let price: String
        let image: String?
    }

    let title: String
    let products: [Card]
    let next: ID<Product>?

    init(_ found: [ProductSummary], website: Website) {
        title = website.name
        let listing = Listing(found, size: Self.size, cursor: \.id)
        next = listing.next
        products = listing.rows.map {
            Card(
                id: $0.id, name: $0.name, initial: String($0.name.prefix(1)), price: $0.price.text,
                image: $0.image)
        }
    }
}
