extension Migration {
    /// Views of every list of staff; those from before are of orders.
    static let savedViews = Migration(
        35, "saved views of every list",
        sqlite: """
            CREATE TABLE new_saved_view (
                id INTEGER PRIMARY KEY,
                staff_id INTEGER NOT NULL REFERENCES staff,
                list TEXT NOT NULL,
                name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
                -- The list's filters as they stand in an address.
                query TEXT NOT NULL,
                UNIQUE (staff_id, list, name)
            ) STRICT;
            INSERT INTO new_saved_view (id, staff_id, list, name, query)
            SELECT id, staff_id, 'orders', name, query FROM saved_view;
            DROP TABLE saved_view;
            ALTER TABLE new_saved_view RENAME TO saved_view;
            """,
        postgres: """
            ALTER TABLE saved_view ADD COLUMN list TEXT NOT NULL DEFAULT 'orders';
            ALTER TABLE saved_view ALTER COLUMN list DROP DEFAULT;
            ALTER TABLE saved_view DROP CONSTRAINT saved_view_staff_id_name_key;
            ALTER TABLE saved_view ADD UNIQUE (staff_id, list, name);
            """)
}
