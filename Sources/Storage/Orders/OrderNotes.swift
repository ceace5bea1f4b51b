import Domain

package struct OrderNote: Sendable {
    package let id: ID<OrderNote>
    package let staff: String
    package let at: Instant
    package let text: String
    package let editedAt: Instant?
}

extension Reader where Self: ~Copyable {
    package func notes(ofOrder id: ID<Order>) throws -> [OrderNote] {
        try all("SELECT id, staff, at, text, edited_at FROM order_note WHERE order_id = \(id) ORDER BY id") { row in
            OrderNote(
                id: try row.next(), staff: try row.next(), at: try row.next(), text: try row.next(),
                editedAt: try row.next())
        }
    }
}

extension Transaction {
    package func addNote(_ text: String, toOrder id: ID<Order>, by staff: String, at now: Instant) throws {
        try execute(
            "INSERT INTO order_note (order_id, staff, at, text) VALUES (\(id), \(staff), \(now), \(text))")
    }

    /// Changes a note of somebody's own.
    ///
    /// - Returns: false when it is somebody else's, or not there.
    package func editNote(
        _ note: ID<OrderNote>, ofOrder id: ID<Order>, _ text: String, by staff: String, at now: Instant
    ) throws -> Bool {
        try execute(
            """
            UPDATE order_note SET text = \(text), edited_at = \(now)
            WHERE id = \(note) AND order_id = \(id) AND staff = \(staff)
            """) == 1
    }
}
