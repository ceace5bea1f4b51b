extension Migration {
    static let inventory = Migration(
        6, "inventory: first answers, unknown SKUs, limits, the previous password",
        script: """
            ALTER TABLE module ADD COLUMN requests_per_minute INTEGER NOT NULL DEFAULT 0
                CHECK (requests_per_minute BETWEEN 0 AND 100000);
            -- For a day after a change, if staff wished so.
            ALTER TABLE module ADD COLUMN previous_password_hash TEXT;
            ALTER TABLE module ADD COLUMN previous_password_until INTEGER
                CHECK ((previous_password_until IS NULL) = (previous_password_hash IS NULL));

            -- What a request with an Idempotency-Key was answered first.
            CREATE TABLE first_answer (
                id INTEGER PRIMARY KEY,
                website_id INTEGER NOT NULL REFERENCES website,
                key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
                request_hash BLOB NOT NULL,
                answer BLOB NOT NULL,
                answered_at INTEGER NOT NULL,
                UNIQUE (website_id, key)
            ) STRICT;
            CREATE INDEX first_answer_by_time ON first_answer (answered_at);

            -- Counts of SKUs that nothing carries: the newest number, kept for the day on which something does.
            CREATE TABLE unmapped_sku (
                website_id INTEGER NOT NULL REFERENCES website,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
                count INTEGER NOT NULL CHECK (count >= 0),
                counted_at INTEGER NOT NULL,
                times INTEGER NOT NULL DEFAULT 1 CHECK (times >= 1),
                last_at INTEGER NOT NULL,
                reference TEXT NOT NULL,
                PRIMARY KEY (website_id, code)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX unmapped_sku_by_time ON unmapped_sku (website_id, last_at, code);

            -- When AI last counted any SKU.
            ALTER TABLE website ADD COLUMN counted_at INTEGER;
            UPDATE website SET counted_at = (SELECT max(counted_at) FROM sku WHERE website_id = website.id);

            -- The day in UTC on which AI last sent a number of it, whatever the number said and whenever it was counted; 0 before
            -- the first. An index over the time itself would be written anew for every SKU of every update: a third of its cost in
            -- a catalogue of a million.
            ALTER TABLE sku ADD COLUMN pushed_day INTEGER NOT NULL DEFAULT 0;
            UPDATE sku SET pushed_day = counted_at / 86400000 WHERE counted_at > 0;
            DROP INDEX sku_by_count_time;
            CREATE INDEX sku_by_pushed_day ON sku (website_id, pushed_day, id) WHERE product_id IS NOT NULL;
            """)
}
