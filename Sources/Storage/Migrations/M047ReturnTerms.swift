extension Migration {
    /// What each website says of its returns.
    static let returnTerms = Migration(47, "terms of returns", sqlite: script, postgres: script)

    private static let script = "ALTER TABLE website ADD COLUMN return_terms TEXT NOT NULL DEFAULT '';"
}
