extension Migration {
    /// Each website's own colour and logo.
    static let looks = Migration(39, "websites: colour and logo", sqlite: script, postgres: script)

    private static let script = """
        -- The main colour as #rrggbb; empty for the one that all have.
        ALTER TABLE website ADD COLUMN colour TEXT NOT NULL DEFAULT '';
        ALTER TABLE website ADD COLUMN logo TEXT;
        """
}
