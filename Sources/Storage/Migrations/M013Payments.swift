extension Migration {
    static let payments = Migration(
        13, "payment gateways, and what they tell",
        script: """
            -- A website without a row offers no prepaid.
            CREATE TABLE payment_gateway (
                website_id INTEGER PRIMARY KEY REFERENCES website,
                kind TEXT NOT NULL CHECK (kind IN ('sandbox')),
                page_url TEXT NOT NULL,
                key_id TEXT NOT NULL,
                secret_sealed BLOB NOT NULL
            ) STRICT;

            -- News of payments, each once; effect: what it did to its order.
            CREATE TABLE payment (
                id INTEGER PRIMARY KEY,
                website_id INTEGER NOT NULL REFERENCES website,
                order_id INTEGER NOT NULL REFERENCES sales_order,
                event_id TEXT NOT NULL,
                outcome TEXT NOT NULL CHECK (outcome IN ('paid', 'failed')),
                amount INTEGER NOT NULL CHECK (amount >= 0),
                at INTEGER NOT NULL,
                received_at INTEGER NOT NULL,
                effect TEXT NOT NULL CHECK (effect IN ('placed', 'cancelled', 'to_refund', 'none')),
                refunded_at INTEGER,
                refunded_by TEXT,
                UNIQUE (website_id, event_id),
                CHECK ((refunded_at IS NULL) = (refunded_by IS NULL)),
                CHECK (refunded_at IS NULL OR effect = 'to_refund'),
                CHECK (outcome = 'paid' OR effect IN ('cancelled', 'none'))
            ) STRICT;
            CREATE INDEX payment_by_order ON payment (order_id, id);
            CREATE INDEX payment_to_refund ON payment (website_id, order_id)
                WHERE effect = 'to_refund' AND refunded_at IS NULL;
            """)
}
