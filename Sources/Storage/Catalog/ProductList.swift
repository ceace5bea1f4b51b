import Domain

/// One line of a product list.
package struct ProductSummary: Sendable {
    package let id: ID<Product>
    package let name: String
    /// The price of one unit before the options' differences.
    package let price: Money
    /// Disabled by staff.
    package let isDisabledByHand: Bool
    /// Units available for sale, over all SKUs.
    package let available: Int
    /// Places for a SKU (values of the stock option, or the product itself) that have none; a stock option without values is one.
    package let missingSKUs: Int
    /// The first of its pictures.
    package let image: ProductImage?
}

package enum ProductFilter: String, Sendable, CaseIterable {
    case all, enabled, disabledByHand = "disabled_by_hand", disabledByStock = "disabled_by_stock"
    case outOfStock = "out_of_stock", missingSKU = "sku_missing"
}

extension ProductVisibility {
    /// The same on the columns of `product`.
    var condition: SQL {
        switch self {
        case .enabled: "is_disabled_by_hand = 0 AND available > 0"
        case .disabledByHand: "is_disabled_by_hand = 1"
        case .disabledByStock: "is_disabled_by_hand = 0 AND available = 0"
        }
    }
}

extension Reader where Self: ~Copyable {
    /// A website's products for staff, by id, searched by words of their name, category and SKUs.
    package func products(
        of websiteID: ID<Website>, _ filter: ProductFilter, search: String, after id: ID<Product> = 0,
        isBackwards: Bool = false, limit: Int
    ) throws -> [ProductSummary] {
        let (sign, direction): (SQL, SQL) = isBackwards ? ("<", "DESC") : (">", "ASC")
        let found = try all(
            """
            SELECT p.id, p.name, p.price, p.is_disabled_by_hand, p.available, p.missing_skus, \(imageColumns)
            FROM product p \(firstImage) WHERE \(condition(of: websiteID, filter, search)) AND p.id \(sign) \(id)
            ORDER BY p.id \(direction) LIMIT \(limit)
            """
        ) { try summary(&$0) }
        return isBackwards ? found.reversed() : found
    }

    /// How many products match, counted up to a limit.
    package func productCount(
        of websiteID: ID<Website>, _ filter: ProductFilter, search: String, upTo limit: Int
    ) throws -> Int {
        try number(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM product p WHERE \(condition(of: websiteID, filter, search)) LIMIT \(limit)
            ) AS found LIMIT 1
            """)
    }

    private func condition(of websiteID: ID<Website>, _ filter: ProductFilter, _ search: String) -> SQL {
        let condition: SQL =
            switch filter {
            case .all: ""
            case .enabled: "AND \(ProductVisibility.enabled.condition)"
            case .disabledByHand: "AND \(ProductVisibility.disabledByHand.condition)"
            case .disabledByStock: "AND \(ProductVisibility.disabledByStock.condition)"
            case .outOfStock: "AND p.available = 0"
            case .missingSKU: "AND p.missing_skus > 0"
            }
        return "p.website_id = \(websiteID) \(condition) \(matching(search))"
    }

    /// A product has each word of a search at the beginning of one of its own; what has several words, such as a SKU, stands as typed in
    /// its name or in one of its SKUs.
    private func matching(_ search: String) -> SQL {
        if search.isEmpty { return "" }
        let words = ShopFilter(search: search).words
        guard !words.isEmpty else { return "AND 1 = 0" }
        let found: SQL = "AND p.id IN (SELECT rowid FROM product_words WHERE \(hasWords(words, in: "product_words")))"
        return search.split(whereSeparator: \.isWhitespace).filter { FullText.words(of: String($0)).count > 1 }
            .prefix(words.count).reduce(found) { "\($0) \(standsAsTyped(String($1)))" }
    }

    private func standsAsTyped(_ text: String) -> SQL {
        let part = "%\(likeEscaped(text))%"
        return """
            AND (lower(p.name) LIKE lower(\(part)) ESCAPE '~'
                OR EXISTS (SELECT 1 FROM sku s WHERE s.product_id = p.id AND lower(s.code) LIKE lower(\(part)) ESCAPE '~'))
            """
    }

    func summary(_ row: inout Row) throws -> ProductSummary {
        ProductSummary(
            id: try row.next(), name: try row.next(), price: try row.next(), isDisabledByHand: try row.next(),
            available: try row.next(),
            missingSKUs: try row.next(), image: try image(&row))
    }
}

/// A text for LIKE to match literally, with `~` as its escape character.
func likeEscaped(_ text: String) -> String {
    text.reduce(into: "") { $0 += "~%_".contains($1) ? "~\($1)" : "\($1)" }
}

extension Transaction {
    /// Disables products of a website by hand, or no longer.
    ///
    /// - Returns: the names of those that were otherwise before.
    package func setDisabledByHand(_ ids: [ID<Product>], of websiteID: ID<Website>, _ isDisabled: Bool) throws
        -> [String]
    {
        guard !ids.isEmpty else { return [] }
        return try all(
            """
            UPDATE product SET is_disabled_by_hand = \(isDisabled)
            WHERE id IN (\(SQL.list(ids))) AND website_id = \(websiteID) AND is_disabled_by_hand <> \(isDisabled)
            RETURNING name
            """
        ) { try $0.next() }
    }
}
