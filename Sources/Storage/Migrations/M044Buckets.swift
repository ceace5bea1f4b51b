extension Migration {
    /// What somebody may still do of what is limited, counted for all machines together.
    static let buckets = Migration(
        44, "limits that machines share",
        sqlite: script("BLOB", "INTEGER", end: ") STRICT, WITHOUT ROWID;"),
        postgres: script("BYTEA", "BIGINT", end: ");"))

    private static func script(_ blob: String, _ integer: String, end: String) -> String {
        """
        CREATE TABLE bucket (
            -- Whose it is, and of what, keyed.
            name \(blob) PRIMARY KEY,
            credit \(integer) NOT NULL CHECK (credit >= 0),
            at \(integer) NOT NULL
        \(end)
        CREATE INDEX bucket_by_time ON bucket (at);
        """
    }
}
