extension Migration {
    static let inbox = Migration(
        7, "webhook inbox by item, replays, refused webhooks, two webhook secrets",
        script: """
            -- As many units as were spoken of; NULL: the whole line. What moved may be less.
            ALTER TABLE item_event ADD COLUMN told INTEGER;
            UPDATE item_event SET told = quantity;

            -- What became of each item of an event, by its place in the body. The event's website and time stand here too, so
            -- that an outcome leads to its events straight from an index.
            CREATE TABLE webhook_item (
                event_id INTEGER NOT NULL REFERENCES webhook_event,
                place INTEGER NOT NULL CHECK (place >= 1),
                website_id INTEGER NOT NULL REFERENCES website,
                received_at INTEGER NOT NULL,
                item TEXT NOT NULL,
                status TEXT NOT NULL,
                quantity INTEGER,
                outcome TEXT NOT NULL CHECK (outcome IN
                    ('applied', 'duplicate', 'late', 'unknown_order', 'unknown_item', 'unknown_status')),
                PRIMARY KEY (event_id, place)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX webhook_item_by_outcome ON webhook_item (website_id, outcome, received_at, event_id);
            INSERT INTO webhook_item (event_id, place, website_id, received_at, item, status, quantity, outcome)
            SELECT e.id, i.key + 1, e.website_id, e.received_at,
                coalesce(i.value ->> '$.orderItemId', i.value ->> '$.sku', ''), coalesce(i.value ->> '$.status', ''),
                i.value ->> '$.quantity',
                coalesce(e.answer ->> ('$.results[' || i.key || '].outcome'), 'unknown_order')
            FROM webhook_event e
                JOIN json_each(CASE WHEN json_valid(e.body) THEN e.body ELSE '{}' END, '$.items') i ON true;

            DROP INDEX webhook_event_not_applied;
            CREATE INDEX webhook_event_by_time ON webhook_event (website_id, received_at, id);
            CREATE INDEX webhook_event_by_order ON webhook_event (website_id, order_number, received_at, id);
            -- After the one by time: of two indexes that serve alike, SQLite takes the younger.
            CREATE INDEX webhook_event_not_applied ON webhook_event (website_id, received_at, id) WHERE outcome <> 'applied';

            CREATE TABLE webhook_replay (
                id INTEGER PRIMARY KEY,
                website_id INTEGER NOT NULL REFERENCES website,
                at INTEGER NOT NULL,
                staff TEXT NOT NULL,
                -- The filter whose events were to be replayed, as it stands in an address; empty for a single event.
                filter TEXT NOT NULL,
                asked INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE webhook_replay_event (
                replay_id INTEGER NOT NULL REFERENCES webhook_replay,
                event_id INTEGER NOT NULL REFERENCES webhook_event,
                was TEXT NOT NULL,
                outcome TEXT NOT NULL,
                -- Items that were not known before and are known now.
                settled INTEGER NOT NULL,
                PRIMARY KEY (replay_id, event_id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX webhook_replay_event_by_event ON webhook_replay_event (event_id, replay_id);

            -- Webhook calls that were turned away for their credentials or signature: at most one row a minute and website.
            CREATE TABLE webhook_refusal (
                website_id INTEGER NOT NULL REFERENCES website,
                at INTEGER NOT NULL,
                count INTEGER NOT NULL CHECK (count >= 1),
                PRIMARY KEY (website_id, at)
            ) STRICT, WITHOUT ROWID;

            -- For a day after a change, if staff wished so.
            ALTER TABLE module ADD COLUMN previous_webhook_secret_sealed BLOB;
            ALTER TABLE module ADD COLUMN previous_webhook_secret_until INTEGER
                CHECK ((previous_webhook_secret_until IS NULL) = (previous_webhook_secret_sealed IS NULL));
            """)
}
