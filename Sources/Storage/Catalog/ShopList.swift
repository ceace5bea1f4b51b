import Domain

/// What customers ask a shop for; all that is left out matches everything.
package struct ShopFilter: Sendable {
    /// The most words that are looked for.
    private static let mostWords = 8

    package var category: ID<ProductCategory>?
    /// Words of a product's name, category and SKUs, or their beginnings; none match where it has neither letters nor digits.
    package var search = ""

    package init(category: ID<ProductCategory>? = nil, search: String = "") {
        self.category = category
        self.search = search
    }

    var words: [String] { FullText.words(of: search).prefix(Self.mostWords).map { $0 + "*" } }
}

package enum ShopSort: String, Sendable, CaseIterable {
    case newest, cheapest = "price", dearest = "-price", name
}

extension Reader where Self: ~Copyable {
    /// A page of what a website shows: the products that staff have not disabled, also sold out. One that has no SKU has never
    /// been for sale.
    ///
    /// - Parameter place: the page after or before a product.
    package func shopProducts(
        of websiteID: ID<Website>, _ filter: ShopFilter = ShopFilter(), by sort: ShopSort = .newest,
        at place: ListPlace<ID<Product>> = .first, limit: Int
    ) throws -> [ProductSummary] {
        guard let condition = condition(of: websiteID, filter) else { return [] }
        let (byKey, order) = page(by: sort, at: place)
        return place.inOrder(
            try all(
                """
                SELECT p.id, p.name, p.price, p.is_disabled_by_hand, p.available, 0, \(imageColumns)
                FROM \(condition) \(byKey) \(order) LIMIT \(limit)
                """
            ) { try summary(&$0) })
    }

    /// How many products match, counted up to a limit.
    package func shopProductCount(of websiteID: ID<Website>, _ filter: ShopFilter, upTo limit: Int) throws -> Int {
        guard let condition = condition(of: websiteID, filter) else { return 0 }
        return try number("SELECT count(*) FROM (SELECT 1 FROM \(condition) LIMIT \(limit)) AS found LIMIT 1")
    }

    /// The tables and the condition; nil where a search can find nothing.
    private func condition(of websiteID: ID<Website>, _ filter: ShopFilter) -> SQL? {
        let inCategory: SQL = filter.category.map { "AND p.category_id = \($0)" } ?? ""
        // No EXISTS: a server reads every SKU first where one is sold out.
        let shown: SQL =
            """
            p.website_id = \(websiteID) AND p.is_disabled_by_hand = 0 \(inCategory)
            AND (p.available > 0 OR (SELECT 1 FROM sku s WHERE s.product_id = p.id LIMIT 1) = 1)
            """
        if filter.search.isEmpty { return "product p \(firstImage) WHERE \(shown)" }
        guard !filter.words.isEmpty else { return nil }
        return """
            product_words JOIN product p ON p.id = product_words.rowid \(firstImage)
            WHERE \(hasWords(filter.words, in: "product_words")) AND \(shown)
            """
    }

    private func page(by sort: ShopSort, at place: ListPlace<ID<Product>>) -> (condition: SQL, order: SQL) {
        switch sort {
        case .newest: place.page(by: ["p.id"]) { ["\($0)"] }
        case .cheapest, .dearest:
            place.page(by: ["p.price", "p.id"], isDescending: sort == .dearest) {
                ["(SELECT price FROM product WHERE id = \($0))", "\($0)"]
            }
        case .name:
            place.page(by: ["lower(p.name)", "p.id"], isDescending: false) {
                ["(SELECT lower(name) FROM product WHERE id = \($0))", "\($0)"]
            }
        }
    }
}
