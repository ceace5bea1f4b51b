import Domain

/// One line of a cart. Its price is looked up when it is shown.
package struct CartRow: Equatable, Sendable {
    package let id: ID<CartRow>
    package let productID: ID<Product>
    package let choices: Set<ID<OptionValue>>
    package let quantity: Int
}

extension Reader where Self: ~Copyable {
    package func cart(of owner: [UInt8], at websiteID: ID<Website>) throws -> [CartRow] {
        try all(
            """
            SELECT id, product_id, choices, quantity FROM cart_line
            WHERE owner = \(owner) AND website_id = \(websiteID) ORDER BY id
            """
        ) { row in
            CartRow(
                id: try row.next(), productID: try row.next(), choices: choices(try row.next()),
                quantity: try row.next())
        }
    }

    private func choices(_ text: String) -> Set<ID<OptionValue>> {
        Set(text.split(separator: ",").compactMap { ID($0) })
    }

    package func cartCount(of owner: [UInt8], at websiteID: ID<Website>) throws -> Int {
        try number(
            "SELECT coalesce(sum(quantity), 0) FROM cart_line WHERE owner = \(owner) AND website_id = \(websiteID)")
    }
}

/// What a cart has twice is added up, to the most that a line may have.
private let addingUp: SQL = """
    ON CONFLICT (owner, website_id, product_id, choices) DO UPDATE SET
        quantity = CASE WHEN cart_line.quantity + excluded.quantity > \(CartRule.most) THEN \(CartRule.most)
            ELSE cart_line.quantity + excluded.quantity END,
        changed_at = excluded.changed_at
    """

extension Transaction {
    /// Adds an offer to a cart, once more where it is there already.
    package func addToCart(_ offer: Offer, quantity: Int, owner: [UInt8], at now: Instant) throws {
        try execute(
            """
            INSERT INTO cart_line (owner, website_id, product_id, choices, quantity, changed_at)
            VALUES (\(owner), \(offer.product.websiteID), \(offer.product.id), \(choices(offer)), \(quantity), \(now))
            \(addingUp)
            """)
    }

    /// Changes the quantity of a line; 0 removes it.
    package func setCartQuantity(_ quantity: Int, line: ID<CartRow>, owner: [UInt8], at websiteID: ID<Website>) throws {
        if quantity == 0 {
            try execute("DELETE FROM cart_line WHERE id = \(line) AND owner = \(owner) AND website_id = \(websiteID)")
        } else {
            try execute(
                """
                UPDATE cart_line SET quantity = \(quantity)
                WHERE id = \(line) AND owner = \(owner) AND website_id = \(websiteID)
                """)
        }
    }

    package func emptyCart(of owner: [UInt8], at websiteID: ID<Website>) throws {
        try execute("DELETE FROM cart_line WHERE owner = \(owner) AND website_id = \(websiteID)")
    }

    /// Gives a browser's cart to its next token, or to the customer who signs in.
    func moveCart(from owner: [UInt8], to next: [UInt8]) throws {
        try execute(
            """
            INSERT INTO cart_line (owner, website_id, product_id, choices, quantity, changed_at)
            SELECT \(next), website_id, product_id, choices, quantity, changed_at FROM cart_line
            WHERE owner = \(owner) ORDER BY id
            \(addingUp)
            """)
        try execute("DELETE FROM cart_line WHERE owner = \(owner)")
    }

    package func removeCarts(untouchedSince time: Instant) throws {
        try execute("DELETE FROM cart_line WHERE changed_at < \(time)")
    }

    private func choices(_ offer: Offer) -> String {
        offer.choices.map(String.init).joined(separator: ",")
    }
}
