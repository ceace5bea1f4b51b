import Domain

package struct SavedView: Sendable {
    package let id: ID<SavedView>
    package let name: String
    /// The list's filters as they stand in an address.
    package let query: String
}

extension Reader where Self: ~Copyable {
    /// Somebody's saved views of a list, by name.
    package func savedViews(of id: ID<StaffMember>, on list: String) throws -> [SavedView] {
        try all("SELECT id, name, query FROM saved_view WHERE staff_id = \(id) AND list = \(list) ORDER BY name") {
            row in
            SavedView(id: try row.next(), name: try row.next(), query: try row.next())
        }
    }
}

extension Transaction {
    /// Saves a view; one of the same name is replaced.
    package func saveView(_ name: String, _ query: String, on list: String, of id: ID<StaffMember>) throws {
        try execute(
            """
            INSERT INTO saved_view (staff_id, list, name, query) VALUES (\(id), \(list), \(name), \(query))
            ON CONFLICT (staff_id, list, name) DO UPDATE SET query = excluded.query
            """)
    }

    package func removeView(_ view: ID<SavedView>, of id: ID<StaffMember>) throws {
        try execute("DELETE FROM saved_view WHERE id = \(view) AND staff_id = \(id)")
    }
}
