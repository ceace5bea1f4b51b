extension Migration {
    static let log = Migration(
        9, "exchange log: by kind with outcome or status, idempotency keys",
        script: """
            -- Among many calls of every kind, a few of one kind and outcome.
            CREATE INDEX exchange_by_kind_and_outcome ON exchange (website_id, kind, outcome, id);
            CREATE INDEX exchange_by_kind_and_status ON exchange (website_id, kind, http_status, id);

            -- The key that a call carried; the same call is made again with it.
            ALTER TABLE exchange ADD COLUMN idempotency_key TEXT;
            """)
}
