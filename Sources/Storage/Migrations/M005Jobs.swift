extension Migration {
    static let jobs = Migration(
        5, "jobs with leases, settling, alerts",
        script: """
            -- One row a job: whoever holds its lease runs it; a process that dies lets go by time.
            CREATE TABLE job (
                name TEXT PRIMARY KEY,
                is_on INTEGER NOT NULL DEFAULT 1 CHECK (is_on IN (0, 1)),
                next_at INTEGER NOT NULL,
                lease_until INTEGER,
                -- Whose lease it is: a process that was taken for dead ends nobody else's.
                lease_owner INTEGER,
                last_at INTEGER,
                last_result TEXT
            ) STRICT;

            ALTER TABLE job_run ADD COLUMN total INTEGER NOT NULL DEFAULT 0;
            -- The staff member who wants it to end.
            ALTER TABLE job_run ADD COLUMN cancelled_by TEXT;
            -- Orders that another run was pushing when this one ended.
            ALTER TABLE job_run ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
            CREATE INDEX job_run_by_start ON job_run (started_at);

            -- The scheduled push of one website, oldest first, and what waits for how long.
            CREATE INDEX sales_order_to_push_by_website ON sales_order (website_id, placed_at) WHERE push_state = 'waiting';

            ALTER TABLE module ADD COLUMN alert_address TEXT NOT NULL DEFAULT '';
            ALTER TABLE module ADD COLUMN alert_success_percent INTEGER NOT NULL DEFAULT 80
                CHECK (alert_success_percent BETWEEN 0 AND 100);
            ALTER TABLE module ADD COLUMN alert_inventory_hours INTEGER NOT NULL DEFAULT 24
                CHECK (alert_inventory_hours BETWEEN 0 AND 720);

            CREATE TABLE alert (
                id INTEGER PRIMARY KEY,
                website_id INTEGER NOT NULL REFERENCES website,
                cause TEXT NOT NULL,
                message TEXT NOT NULL,
                path TEXT NOT NULL,
                raised_at INTEGER NOT NULL,
                attempts INTEGER NOT NULL DEFAULT 0,
                -- Somebody is telling it until then.
                lease_until INTEGER,
                delivered_at INTEGER,
                fault TEXT
            ) STRICT;
            CREATE INDEX alert_by_cause ON alert (website_id, cause, raised_at);
            CREATE INDEX alert_by_age ON alert (raised_at);
            CREATE INDEX alert_to_deliver ON alert (raised_at) WHERE delivered_at IS NULL;

            CREATE INDEX exchange_by_age ON exchange (at);
            """)
}
