extension Migration {
    static let keptForms = Migration(
        15, "forms that are kept while their sender signs in again",
        script: """
            CREATE TABLE kept_form (
                -- Of the id in the address, keyed.
                hash BLOB PRIMARY KEY,
                customer_id INTEGER REFERENCES customer,
                staff_id INTEGER REFERENCES staff,
                path TEXT NOT NULL,
                fields_sealed BLOB NOT NULL,
                expires_at INTEGER NOT NULL,
                CHECK ((staff_id IS NULL) <> (customer_id IS NULL))
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX kept_form_by_expiry ON kept_form (expires_at);
            """)
}
