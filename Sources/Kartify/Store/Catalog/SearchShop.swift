import Domain
import Storage
import Web

/// GET /search — products by their words, of one category, or both.
@Sendable func searchShop(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    let query = request.query
    let page = try world.database.read { store in
        let categories = try store.categories(of: visitor.website.id)
        let filter = ShopFilter(
            category: query.has("category") ? ID(query["category"]) ?? 0 : nil,
            search: query.trimmed("q").shortened(100))
        let category = categories.first { $0.id == filter.category }
        guard filter.category == nil || category != nil else { throw Refusal.notFound("category") }
        let list = ListAddress(ShopSearchPage.path, query, ["q", "category", "sort"])
        return ShopSearchPage(
            filter.search, in: category, among: categories, list,
            total: try store.shopProductCount(of: visitor.website.id, filter, upTo: ListTotal.most + 1),
            shelf: try Shelf(query, list, filter, of: visitor.website, in: store))
    }
    return try visitor.page(page, in: world)
}

struct ShopSearchPage: TitledPage {
    static let template = "store/catalog/search.html"
    static let path = "/search"
    static let list = ListAddress(path)

    struct Category: Encodable, Sendable {
        let categoryName: String
        let address: String
        let isCurrent: Bool
    }

    let title: String
    let searchWords: String
    let total: String
    let categories: [Category]
    let shelf: Shelf
    /// Where nothing matches.
    let advice: String?

    init(
        _ search: String, in category: ProductCategory?, among categories: [ProductCategory], _ list: ListAddress,
        total: Int, shelf: Shelf
    ) {
        let words = search.isEmpty ? nil : "“\(search)”"
        title = [words, category?.name].compactMap(\.self).joined(separator: " in ")
        searchWords = search
        self.total = ListTotal(total).counted("product")
        self.categories =
            [Category(categoryName: "All", address: list.without(["category"]).text, isCurrent: category == nil)]
            + categories.map {
                Category(
                    categoryName: $0.name, address: list.with("category", "\($0.id)").text, isCurrent: $0 == category)
            }
        self.shelf = shelf
        advice =
            total > 0
            ? nil
            : search.isEmpty
                ? "Nothing is for sale here at the moment."
                : "Nothing matches \(title). Check the spelling, try fewer words, or look through all products."
    }
}
