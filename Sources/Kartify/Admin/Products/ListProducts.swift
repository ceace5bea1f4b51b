import Domain
import Storage
import Web

/// GET /admin/products
@Sendable func listProducts(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let filter = ProductFilter(rawValue: request.query["filter"]) ?? .all
    let search = request.query.trimmed("q")
    let products = try world.database.read {
        try $0.products(
            of: staff.website.id, filter, search: search, after: ID(request.query["after"]) ?? 0,
            limit: AdminProductsPage.size + 1)
    }
    return try staff.page(AdminProductsPage(products, filter, search), in: world)
}

/// A website's products.
struct AdminProductsPage: TitledPage {
    static let template = "admin/products/list.html"
    static let size = 50

    struct Line: Encodable, Sendable {
        let id: ID<Product>
        let name: String
        let price: String
        let status: String
        let isEnabled: Bool
        let available: Int
        let missingSKUs: String?
    }

    let title = "Products"
    let search: String
    let show: Select
    let products: [Line]
    let next: Pager?

    init(_ found: [ProductSummary], _ filter: ProductFilter, _ search: String) {
        self.search = search
        show = Select(
            "filter", "Show",
            ProductFilter.allCases.map { .init(value: $0.rawValue, title: $0.title, selected: $0 == filter) })
        let listing = Listing(found, size: Self.size, cursor: \.id)
        products = listing.rows.map { product in
            let visibility = ProductVisibility(
                isDisabledByHand: product.isDisabledByHand, available: product.available)
            return Line(
                id: product.id, name: product.name, price: product.price.text, status: visibility.title,
                isEnabled: visibility == .enabled, available: product.available,
                missingSKUs: product.missingSKUs == 0 ? nil : "\(product.missingSKUs) SKU missing")
        }
        let list = address("/admin/products", ["filter": filter.rawValue, "q": search, "after": ""])
        next = Pager("Next page", to: list, listing.next)
    }
}

extension ProductFilter {
    fileprivate var title: String {
        switch self {
        case .all: "All products"
        case .enabled: "Enabled"
        case .disabledByHand: ProductVisibility.disabledByHand.title
        case .disabledByStock: ProductVisibility.disabledByStock.title
        case .outOfStock: "Out of stock"
        case .missingSKU: "SKU missing"
        }
    }
}
