extension Migration {
    static let afterSales = Migration(
        4, "cancellations, returns, audit",
        script: """
            CREATE TABLE cancellation (
                id INTEGER PRIMARY KEY,
                website_id INTEGER NOT NULL REFERENCES website,
                order_id INTEGER NOT NULL REFERENCES sales_order,
                -- AI's cancellationId and the idempotency key of every try.
                reference TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'refused', 'withdrawn', 'given_up')),
                reason TEXT NOT NULL,
                -- The staff member who asked for the customer.
                actor TEXT,
                requested_at INTEGER NOT NULL,
                attempts INTEGER NOT NULL DEFAULT 0,
                -- A call is under way until then, unless its process has died.
                lease_until INTEGER,
                -- AI's code, and the sentence for the customer.
                code TEXT,
                answer TEXT,
                answered_at INTEGER,
                UNIQUE (website_id, reference)
            ) STRICT;
            CREATE UNIQUE INDEX one_open_cancellation ON cancellation (order_id) WHERE state = 'open';
            CREATE INDEX cancellation_by_order ON cancellation (order_id, id);
            CREATE INDEX cancellation_by_state ON cancellation (website_id, state, answered_at);

            CREATE TABLE cancellation_item (
                cancellation_id INTEGER NOT NULL REFERENCES cancellation,
                item_id INTEGER NOT NULL REFERENCES order_item,
                quantity INTEGER NOT NULL CHECK (quantity >= 1),
                PRIMARY KEY (cancellation_id, item_id)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE return_request (
                id INTEGER PRIMARY KEY,
                website_id INTEGER NOT NULL REFERENCES website,
                order_id INTEGER NOT NULL REFERENCES sales_order,
                reference TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'refused', 'withdrawn', 'given_up')),
                actor TEXT,
                requested_at INTEGER NOT NULL,
                attempts INTEGER NOT NULL DEFAULT 0,
                lease_until INTEGER,
                code TEXT,
                answer TEXT,
                answered_at INTEGER,
                arvind_return_id TEXT,
                -- Bank details of a COD refund, sealed with the key file; erased some time after the return is closed.
                bank_sealed BLOB,
                account_last_four TEXT,
                closed_at INTEGER,
                UNIQUE (website_id, reference),
                CHECK (bank_sealed IS NULL OR account_last_four IS NOT NULL)
            ) STRICT;
            CREATE UNIQUE INDEX one_open_return ON return_request (order_id) WHERE state = 'open';
            CREATE INDEX return_by_order ON return_request (order_id, id);
            CREATE INDEX return_by_website ON return_request (website_id, id);
            CREATE INDEX return_by_state ON return_request (website_id, state, id);
            CREATE INDEX return_with_bank ON return_request (requested_at) WHERE bank_sealed IS NOT NULL;

            CREATE TABLE return_item (
                return_id INTEGER NOT NULL REFERENCES return_request,
                item_id INTEGER NOT NULL REFERENCES order_item,
                quantity INTEGER NOT NULL CHECK (quantity >= 1),
                reason TEXT NOT NULL,
                comment TEXT NOT NULL,
                PRIMARY KEY (return_id, item_id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX return_item_by_item ON return_item (item_id);

            -- Who saw or changed what; never changed itself.
            CREATE TABLE audit (
                id INTEGER PRIMARY KEY,
                website_id INTEGER NOT NULL REFERENCES website,
                at INTEGER NOT NULL,
                staff TEXT NOT NULL,
                action TEXT NOT NULL,
                subject TEXT NOT NULL
            ) STRICT;
            CREATE INDEX audit_by_website ON audit (website_id, id);

            ALTER TABLE module ADD COLUMN bank_days INTEGER NOT NULL DEFAULT 30 CHECK (bank_days BETWEEN 1 AND 365);

            ALTER TABLE exchange ADD COLUMN target TEXT NOT NULL DEFAULT '';
            -- The words of a call, in lower case: what the log is searched by.
            CREATE TABLE exchange_word (
                website_id INTEGER NOT NULL,
                word TEXT NOT NULL,
                exchange_id INTEGER NOT NULL REFERENCES exchange,
                PRIMARY KEY (website_id, word, exchange_id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX exchange_word_by_exchange ON exchange_word (exchange_id);
            CREATE INDEX exchange_by_kind ON exchange (website_id, kind, id);
            CREATE INDEX exchange_by_outcome ON exchange (website_id, outcome, id);
            CREATE INDEX exchange_by_http_status ON exchange (website_id, http_status, id);
            CREATE INDEX exchange_by_time ON exchange (website_id, at);
            """)
}
