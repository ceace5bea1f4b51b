extension Migration {
    /// Everybody signs in once more: the sessions before have no times to judge them by.
    static let sessions = Migration(
        17, "sessions with their times and devices",
        script: """
            DROP TABLE session;
            -- Signed-in browsers. Only a keyed hash of the cookie is kept.
            CREATE TABLE session (
                id INTEGER PRIMARY KEY,
                token_hash BLOB NOT NULL UNIQUE,
                staff_id INTEGER REFERENCES staff,
                customer_id INTEGER REFERENCES customer,
                website_id INTEGER NOT NULL REFERENCES website,
                opened_at INTEGER NOT NULL,
                -- To the minute.
                seen_at INTEGER NOT NULL,
                -- Unless it is used before; both limits are in it.
                expires_at INTEGER NOT NULL,
                -- The browser and the system in words, and where it signed in from.
                device TEXT NOT NULL,
                address TEXT NOT NULL,
                CHECK ((staff_id IS NULL) <> (customer_id IS NULL))
            ) STRICT;
            CREATE INDEX session_by_staff ON session (staff_id) WHERE staff_id IS NOT NULL;
            CREATE INDEX session_by_customer ON session (customer_id) WHERE customer_id IS NOT NULL;
            CREATE INDEX session_by_expiry ON session (expires_at);
            """)
}
