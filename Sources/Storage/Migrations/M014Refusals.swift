extension Migration {
    static let refusals = Migration(
        14, "what is refused: items and events that are off, troubles with the OMS, calls that are not kept whole",
        script: """
            -- An item may tell of no unit, or be off.
            CREATE TABLE event_item (
                event_id INTEGER NOT NULL REFERENCES webhook_event,
                place INTEGER NOT NULL CHECK (place >= 1),
                website_id INTEGER NOT NULL REFERENCES website,
                received_at INTEGER NOT NULL,
                item TEXT NOT NULL,
                status TEXT NOT NULL,
                quantity INTEGER,
                outcome TEXT NOT NULL CHECK (outcome IN
                    ('applied', 'duplicate', 'late', 'unchanged', 'unknown_order', 'unknown_item', 'unknown_status',
                    'invalid_item')),
                -- What is off.
                detail TEXT,
                PRIMARY KEY (event_id, place)
            ) STRICT, WITHOUT ROWID;
            INSERT INTO event_item (event_id, place, website_id, received_at, item, status, quantity, outcome)
            SELECT event_id, place, website_id, received_at, item, status, quantity, outcome FROM webhook_item;
            DROP TABLE webhook_item;
            ALTER TABLE event_item RENAME TO webhook_item;
            CREATE INDEX webhook_item_by_outcome ON webhook_item (website_id, outcome, received_at, event_id);

            -- Authentic events that were not taken. One that comes again is counted.
            CREATE TABLE rejected_event (
                id INTEGER PRIMARY KEY,
                website_id INTEGER NOT NULL REFERENCES website,
                -- Of the body as it came.
                hash BLOB NOT NULL,
                event_id TEXT,
                order_number TEXT,
                reason TEXT NOT NULL CHECK (reason IN ('malformed', 'invalid', 'clock_ahead', 'other_body')),
                detail TEXT NOT NULL,
                body TEXT NOT NULL,
                body_length INTEGER,
                count INTEGER NOT NULL CHECK (count >= 1),
                first_at INTEGER NOT NULL,
                last_at INTEGER NOT NULL,
                UNIQUE (website_id, hash)
            ) STRICT;
            CREATE INDEX rejected_event_by_time ON rejected_event (website_id, last_at, id);
            CREATE INDEX rejected_event_by_event ON rejected_event (website_id, event_id, last_at, id)
                WHERE event_id IS NOT NULL;
            CREATE INDEX rejected_event_by_age ON rejected_event (last_at);

            CREATE TABLE oms_trouble (
                website_id INTEGER NOT NULL REFERENCES website,
                kind TEXT NOT NULL CHECK (kind IN
                    ('clock_ahead', 'inventory_rejected', 'event_rejected', 'token_refused')),
                count INTEGER NOT NULL CHECK (count >= 1),
                last_at INTEGER NOT NULL,
                PRIMARY KEY (website_id, kind)
            ) STRICT, WITHOUT ROWID;

            -- How many bytes a body had that is not kept whole.
            ALTER TABLE exchange ADD COLUMN request_length INTEGER;
            ALTER TABLE exchange ADD COLUMN response_length INTEGER;
            """)
}
