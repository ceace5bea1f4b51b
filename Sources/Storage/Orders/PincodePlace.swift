import Domain

extension Reader where Self: ~Copyable {
    /// The city and state that a website's customers gave most often lately with a pincode; nil where no two of them agree, because
    /// what only one says may be wrong, and is nobody else's to read.
    package func cityAndState(of pincode: Pincode, at websiteID: ID<Website>) throws -> (city: String, state: String)? {
        try first(
            """
            SELECT city, state FROM (
                SELECT city, state, phone FROM sales_order WHERE website_id = \(websiteID) AND pincode = \(pincode)
                ORDER BY placed_at DESC, id DESC LIMIT 50
            ) AS lately GROUP BY city, state HAVING count(DISTINCT phone) > 1
            ORDER BY count(*) DESC, city LIMIT 1
            """
        ) { (city: try $0.next(), state: try $0.next()) }
    }
}
