import Domain

extension Transaction {
    /// Lets the search find products by what their name, category and SKUs are now, in the transaction that changes one of them.
    func indexWords(ofProducts ids: Set<ID<Product>>) throws {
        for id in ids.sorted() {
            let named = try first(
                """
                SELECT p.name, c.name FROM product p LEFT JOIN category c ON c.id = p.category_id WHERE p.id = \(id)
                """
            ) { [try $0.next() as String, try $0.next() as String? ?? ""] }
            let codes = try all("SELECT code FROM sku WHERE product_id = \(id)") { try $0.next() as String }
            let words = ((named ?? []) + codes).flatMap { FullText.words(of: $0) }
            try execute("DELETE FROM product_words WHERE rowid = \(id)")
            try execute(
                "INSERT INTO product_words (rowid, words) VALUES (\(id), \(Set(words).sorted().joined(separator: " ")))"
            )
        }
    }
}
