extension Migration {
    /// A line may concern the installation instead of a website, and tells from where and of what.
    static let audit = Migration(
        19, "the audit trail: of the installation too, with addresses and what was changed",
        sqlite: """
            CREATE TABLE audit_line (
                id INTEGER PRIMARY KEY,
                -- NULL for what concerns the installation.
                website_id INTEGER REFERENCES website,
                at INTEGER NOT NULL,
                staff TEXT NOT NULL,
                action TEXT NOT NULL,
                subject TEXT NOT NULL,
                -- Where the request came from; NULL for a terminal.
                address TEXT,
                -- What a form changes, so that an older form can say who changed it.
                thing TEXT,
                -- More than 1 for failures to sign in, which are counted by the minute.
                times INTEGER NOT NULL DEFAULT 1 CHECK (times >= 1)
            ) STRICT;
            INSERT INTO audit_line (id, website_id, at, staff, action, subject)
            SELECT id, website_id, at, staff, action, subject FROM audit;
            DROP TABLE audit;
            ALTER TABLE audit_line RENAME TO audit;
            \(indexes)
            """,
        postgres: """
            ALTER TABLE audit ALTER COLUMN website_id DROP NOT NULL;
            ALTER TABLE audit ADD COLUMN address TEXT;
            ALTER TABLE audit ADD COLUMN thing TEXT;
            ALTER TABLE audit ADD COLUMN times BIGINT NOT NULL DEFAULT 1 CHECK (times >= 1);
            DROP INDEX audit_by_website;
            \(indexes)
            """)

    private static let indexes = """
        CREATE INDEX audit_by_website ON audit (website_id, at, id);
        CREATE INDEX audit_by_staff ON audit (staff, at, id);
        CREATE INDEX audit_by_action ON audit (action, at, id);
        CREATE INDEX audit_by_thing ON audit (thing, id) WHERE thing IS NOT NULL;
        """
}
