import Domain

extension Reader where Self: ~Copyable {
    /// The categories of a website that have a product, by name.
    package func categories(of websiteID: ID<Website>) throws -> [ProductCategory] {
        try all("SELECT id, name FROM category WHERE website_id = \(websiteID) ORDER BY lower(name) LIMIT 200") {
            ProductCategory(id: try $0.next(), name: try $0.next())
        }
    }
}

extension Transaction {
    /// Puts a product into the category of this name, or into a new one; an empty name takes it out. A category is the same in any
    /// case of its letters, and keeps the newest. One that has no product any more is removed.
    package func setCategory(named name: String, ofProduct productID: ID<Product>, of websiteID: ID<Website>) throws {
        let id = name.isEmpty ? nil : try category(named: name, of: websiteID)
        try execute(
            "UPDATE product SET category_id = \(id) WHERE id = \(productID) AND website_id = \(websiteID)")
        try execute(
            """
            DELETE FROM category WHERE website_id = \(websiteID)
                AND NOT EXISTS (SELECT 1 FROM product p WHERE p.category_id = category.id)
            """)
        try indexWords(ofProducts: [productID])
    }

    private func category(named name: String, of websiteID: ID<Website>) throws -> ID<ProductCategory> {
        try insert(
            """
            INSERT INTO category (website_id, name) VALUES (\(websiteID), \(name))
            ON CONFLICT (website_id, lower(name)) DO UPDATE SET name = excluded.name RETURNING id
            """)
    }
}
