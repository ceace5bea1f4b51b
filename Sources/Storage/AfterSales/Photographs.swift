import Domain

extension ImageKind: SQLBindable, SQLReadable {}

extension Reader where Self: ~Copyable {
    /// Which photographs came with an order's returns.
    package func photographs(ofOrder orderID: ID<Order>) throws -> [ID<RequestRow>: [ID<Photograph>]] {
        let rows = try all(
            """
            SELECT r.id, p.id FROM return_request r JOIN return_photograph p ON p.return_id = r.id
            WHERE r.order_id = \(orderID) ORDER BY p.id
            """
        ) { (try $0.next() as ID<RequestRow>, try $0.next() as ID<Photograph>) }
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
    }

    /// A photograph of a website's return; nil when there is none, or it is erased.
    package func photograph(_ id: ID<Photograph>, ofReturn reference: String, at websiteID: ID<Website>) throws
        -> Photograph?
    {
        try first(
            """
            SELECT p.kind, p.bytes FROM return_photograph p JOIN return_request r ON r.id = p.return_id
            WHERE p.id = \(id) AND r.website_id = \(websiteID) AND r.reference = \(reference)
            """
        ) { Photograph(kind: try $0.next(), bytes: try $0.next()) }
    }
}

extension Transaction {
    package func addPhotographs(_ photographs: [Photograph], toReturn id: ID<RequestRow>) throws {
        for photograph in photographs {
            try execute(
                """
                INSERT INTO return_photograph (return_id, kind, bytes)
                VALUES (\(id), \(photograph.kind), \(photograph.bytes))
                """)
        }
        try execute("UPDATE return_request SET photographs = \(photographs.count) WHERE id = \(id)")
    }

    /// Erases the photographs of some returns, by a condition on them.
    func erasePhotographs(ofReturns condition: SQL) throws {
        try execute(
            """
            DELETE FROM return_photograph WHERE return_id IN
                (SELECT id FROM return_request WHERE photographs > 0 AND (\(condition)))
            """)
        try execute("UPDATE return_request SET photographs = 0 WHERE photographs > 0 AND (\(condition))")
    }
}
