extension Migration {
    static let machinery = Migration(
        3, "webhook inbox, exchanges with Arvind, jobs",
        script: """
            CREATE TABLE webhook_event (
                id INTEGER PRIMARY KEY,
                website_id INTEGER NOT NULL REFERENCES website,
                event_id TEXT NOT NULL,
                event_time INTEGER NOT NULL,
                received_at INTEGER NOT NULL,
                order_number TEXT NOT NULL,
                body TEXT NOT NULL,
                outcome TEXT NOT NULL CHECK (outcome IN ('applied', 'unknown_order', 'partial')),
                answer TEXT,
                UNIQUE (website_id, event_id)
            ) STRICT;
            CREATE INDEX webhook_event_not_applied ON webhook_event (website_id, id) WHERE outcome <> 'applied';

            -- Every call to AI. Masked before it is stored.
            CREATE TABLE exchange (
                id INTEGER PRIMARY KEY,
                website_id INTEGER NOT NULL REFERENCES website,
                at INTEGER NOT NULL,
                kind TEXT NOT NULL,
                order_number TEXT,
                outcome TEXT NOT NULL,
                http_status INTEGER,
                milliseconds INTEGER NOT NULL,
                request TEXT NOT NULL,
                response TEXT NOT NULL
            ) STRICT;
            CREATE INDEX exchange_by_website ON exchange (website_id, id);
            CREATE INDEX exchange_by_order ON exchange (website_id, order_number, id) WHERE order_number IS NOT NULL;

            CREATE TABLE job_run (
                id INTEGER PRIMARY KEY,
                job TEXT NOT NULL,
                started_at INTEGER NOT NULL,
                finished_at INTEGER,
                -- While it runs, its process says so every few seconds; one that stops saying so was interrupted.
                alive_at INTEGER NOT NULL,
                started_by TEXT NOT NULL,
                window_hours INTEGER NOT NULL,
                fault TEXT
            ) STRICT;
            CREATE INDEX job_run_by_job ON job_run (job, id);

            CREATE TABLE job_run_order (
                run_id INTEGER NOT NULL REFERENCES job_run,
                order_id INTEGER NOT NULL REFERENCES sales_order,
                outcome TEXT NOT NULL,
                reason TEXT,
                PRIMARY KEY (run_id, order_id)
            ) STRICT, WITHOUT ROWID;
            """)
}
