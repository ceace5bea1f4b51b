extension Migration {
    static let staffSecurity = Migration(
        20, "second factors, proofs and one-time passwords of staff",
        sqlite: """
            ALTER TABLE staff ADD COLUMN last_sign_in_at INTEGER;
            -- A password that was made for somebody: until when it opens the account, and then only to choose another one.
            ALTER TABLE staff ADD COLUMN password_until INTEGER;
            -- When this browser last gave the password, and a code where the account wants one.
            ALTER TABLE session ADD COLUMN proved_at INTEGER;

            -- One-time codes (RFC 6238) of those who have switched them on.
            CREATE TABLE second_factor (
                staff_id INTEGER PRIMARY KEY REFERENCES staff,
                secret_sealed BLOB NOT NULL,
                -- The step of the last code that was taken: none is taken twice.
                last_step INTEGER NOT NULL
            ) STRICT;
            -- What opens an account without its codes, once each. Only keyed hashes are kept.
            CREATE TABLE recovery_code (
                staff_id INTEGER NOT NULL REFERENCES second_factor,
                hash BLOB NOT NULL,
                PRIMARY KEY (staff_id, hash)
            ) STRICT, WITHOUT ROWID;

            CREATE INDEX catalog_import_by_staff ON catalog_import (staff_id);
            """,
        postgres: """
            ALTER TABLE staff ADD COLUMN last_sign_in_at BIGINT;
            -- A password that was made for somebody: until when it opens the account, and then only to choose another one.
            ALTER TABLE staff ADD COLUMN password_until BIGINT;
            -- When this browser last gave the password, and a code where the account wants one.
            ALTER TABLE session ADD COLUMN proved_at BIGINT;

            -- One-time codes (RFC 6238) of those who have switched them on.
            CREATE TABLE second_factor (
                staff_id BIGINT PRIMARY KEY REFERENCES staff,
                secret_sealed BYTEA NOT NULL,
                -- The step of the last code that was taken: none is taken twice.
                last_step BIGINT NOT NULL
            );
            -- What opens an account without its codes, once each. Only keyed hashes are kept.
            CREATE TABLE recovery_code (
                staff_id BIGINT NOT NULL REFERENCES second_factor,
                hash BYTEA NOT NULL,
                PRIMARY KEY (staff_id, hash)
            );

            CREATE INDEX catalog_import_by_staff ON catalog_import (staff_id);
            """)
}
