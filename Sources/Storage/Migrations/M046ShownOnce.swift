extension Migration {
    /// What the next page of somebody shows once, whichever machine makes that page.
    static let shownOnce = Migration(
        46, "what is shown once", sqlite: script("BLOB", "INTEGER", end: ") STRICT, WITHOUT ROWID;"),
        postgres: script("BYTEA", "BIGINT", end: ");"))

    private static func script(_ blob: String, _ integer: String, end: String) -> String {
        """
        CREATE TABLE shown_once (
            -- Of the name in the address and of the session, keyed.
            hash \(blob) PRIMARY KEY,
            value_sealed \(blob) NOT NULL,
            expires_at \(integer) NOT NULL
        \(end)
        CREATE INDEX shown_once_by_expiry ON shown_once (expires_at);
        """
    }
}
