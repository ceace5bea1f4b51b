extension Migration {
    /// A number that moves on with each change of a website's settings, its hosts or its modules: readers remember what these say for as
    /// long as it stays. What orders, counts and pulls note beside them, thousands of times an hour, moves nothing.
    static let settingsVersion = Migration(
        50, "version of settings",
        sqlite: """
            CREATE TABLE settings_version (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL) STRICT;
            \(triggers("BEGIN \(moveOn); END"))
            """,
        postgres: """
            CREATE TABLE settings_version (id BIGINT PRIMARY KEY CHECK (id = 1), version BIGINT NOT NULL);
            CREATE FUNCTION move_settings_version() RETURNS trigger LANGUAGE plpgsql
                AS $$ BEGIN \(moveOn); RETURN NULL; END $$;
            \(triggers("FOR EACH ROW EXECUTE FUNCTION move_settings_version()"))
            """)

    private static let moveOn = """
        INSERT INTO settings_version (id, version) VALUES (1, 1)
        ON CONFLICT (id) DO UPDATE SET version = settings_version.version + 1
        """

    private static func triggers(_ action: String) -> String {
        changes.map { name, change in "CREATE TRIGGER \(name) AFTER \(change) \(action);" }.joined(separator: "\n")
    }

    private static let changes = [
        ("website_added", "INSERT ON website"),
        (
            "website_changed",
            """
            UPDATE OF name, order_prefix, oms, contact_email, contact_phone, grievance_officer, return_terms, cod_limit,
                colour, logo, upi_refunds ON website
            """
        ),
        ("website_removed", "DELETE ON website"),
        ("website_host_added", "INSERT ON website_host"), ("website_host_changed", "UPDATE ON website_host"),
        ("website_host_removed", "DELETE ON website_host"),
        ("module_added", "INSERT ON module"),
        (
            "module_changed",
            """
            UPDATE OF is_enabled, username, password_hash, previous_password_hash, previous_password_until,
                auth_token_sealed, webhook_secret_sealed, previous_webhook_secret_sealed, previous_webhook_secret_until,
                channel_id, warehouse_id, api_url, ordering_store_id, requests_per_minute, pull_minutes, updated_at,
                outage_rule ON module
            """
        ),
        ("module_removed", "DELETE ON module"),
    ]
}
