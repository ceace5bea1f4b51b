import Domain
import Storage
import Web

/// GET /admin/products
@Sendable func listProducts(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let query = ProductsQuery(request.query)
    let place = ListPlace<ID<Product>>(request.query)
    let page = try world.database.read { store in
        let found = try store.products(
            of: staff.website.id, query.filter, search: query.search, after: place.cursor ?? 0,
            isBackwards: place.isBackwards, limit: AdminProductsPage.size + 1)
        return AdminProductsPage(
            found, query, at: place, try query.head(of: staff.website, in: store),
            try SavedViews(of: .products, at: query.list, staff, in: store), staff)
    }
    return try staff.page(page, in: world)
}

/// POST /admin/products/visibility — **Enable** or **Disable** the ticked products.
@Sendable func switchProducts(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let ids = request.form.all("product").compactMap { ID<Product>($0) }
    let isDisabled = request.form["visibility"] == "disabled"
    guard !ids.isEmpty else { throw Refusal(.invalid, "Tick the products first.") }
    try staff.change(request, in: world) { store, change in
        let names = try store.setDisabledByHand(ids, of: change.websiteID, isDisabled)
        guard !names.isEmpty else { return }
        try store.audit(
            isDisabled ? "Disabled products" : "Enabled products",
            of: "\(counted(names.count, "product")): \(names.joined(separator: ", ").shortened(200))", change)
    }
    return .redirect(
        to: StaffList.products.address(Fields(urlEncoded: request.form["list"])).text)
}

struct ProductsQuery {
    static let names = ["filter", "q"]
    let filter: ProductFilter
    let search: String
    let list: ListAddress

    init(_ query: Fields) {
        filter = ProductFilter(rawValue: query["filter"]) ?? .all
        search = query.trimmed("q")
        list = StaffList.products.address(query)
    }

    /// The tabs with their counts.
    func head(of website: Website, in store: borrowing some Reader & ~Copyable) throws -> ListHead {
        func count(_ filter: ProductFilter, _ search: String) throws -> ListTotal {
            ListTotal(
                try store.productCount(of: website.id, filter, search: search, upTo: ListTotal.most + 1))
        }
        var tabs: [ListHead.Tab] = []
        for tab in ProductFilter.allCases {
            tabs.append(
                .init(
                    title: tab.title, count: try count(tab, "").words,
                    address: list.keeping([]).with("filter", tab == .all ? "" : tab.rawValue).text,
                    isCurrent: tab == filter))
        }
        return ListHead(
            tabs: tabs, chips: list.chips(["q": "Name or SKU:"]), everything: list.keeping(["filter"]),
            total: try count(filter, search).counted("product"))
    }
}

struct AdminProductsPage: TitledPage {
    static let template = "admin/products/list.html"
    static let size = 50

    struct Line: Encodable, Sendable {
        let id: ID<Product>
        let name: String
        let image: String?
        let price: String
        let status: String
        let isEnabled: Bool
        let available: Int
        let missingSKUs: String?
        let canChoose: Bool
    }

    let title = "Products"
    let head: ListHead
    let saved: SavedViews
    let search: String
    let filter: String
    let list: String
    let products: [Line]
    let mayOperate: Bool
    let foot: ListFoot

    init(
        _ found: [ProductSummary], _ query: ProductsQuery, at place: ListPlace<ID<Product>>, _ head: ListHead,
        _ saved: SavedViews, _ staff: Staff
    ) {
        self.head = head
        self.saved = saved
        search = query.search
        filter = query.filter == .all ? "" : query.filter.rawValue
        list = query.list.query
        let mayOperate = staff.member.role.may(.operate)
        self.mayOperate = mayOperate
        let (rows, foot) = ListFoot.page(found, size: Self.size, at: place, of: query.list, cursor: \.id)
        self.foot = foot
        products = rows.map { product in
            let visibility = ProductVisibility(
                isDisabledByHand: product.isDisabledByHand, available: product.available)
            return Line(
                id: product.id, name: product.name, image: product.image.map { $0.smallFile ?? $0.file },
                price: product.price.text,
                status: visibility.title, isEnabled: visibility == .enabled, available: product.available,
                missingSKUs: product.missingSKUs == 0 ? nil : "\(product.missingSKUs) SKU missing",
                canChoose: mayOperate)
        }
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
