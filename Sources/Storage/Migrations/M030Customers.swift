extension Migration {
    /// Phones whose holders pay before delivery.
    static let customers = Migration(
        30, "customers: phones without cash on delivery",
        sqlite: script("INTEGER", end: ") STRICT, WITHOUT ROWID;"), postgres: script("BIGINT", end: ");"))

    private static func script(_ integer: String, end: String) -> String {
        """
        CREATE TABLE cod_block (
            website_id \(integer) NOT NULL REFERENCES website,
            phone TEXT NOT NULL,
            staff TEXT NOT NULL,
            at \(integer) NOT NULL,
            PRIMARY KEY (website_id, phone)
        \(end)
        CREATE INDEX customer_by_website ON customer (website_id, id);
        CREATE INDEX cancellation_by_website ON cancellation (website_id, id);
        CREATE INDEX cancellation_by_state_and_id ON cancellation (website_id, state, id);
        """
    }
}
