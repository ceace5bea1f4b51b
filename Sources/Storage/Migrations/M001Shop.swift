extension Migration {
    static let shop = Migration(
        1, "websites, people, catalogue",
        script: """
            CREATE TABLE website (
                id INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                order_prefix TEXT NOT NULL UNIQUE CHECK (order_prefix = upper(order_prefix) AND length(order_prefix) BETWEEN 2 AND 8),
                last_order_number INTEGER NOT NULL DEFAULT 100000
            ) STRICT;

            CREATE TABLE website_host (
                host TEXT PRIMARY KEY CHECK (host = lower(host)),
                website_id INTEGER NOT NULL REFERENCES website
            ) STRICT;

            CREATE TABLE module (
                website_id INTEGER PRIMARY KEY REFERENCES website,
                is_enabled INTEGER NOT NULL DEFAULT 0 CHECK (is_enabled IN (0, 1)),
                username TEXT NOT NULL DEFAULT '',
                password_hash TEXT,
                auth_token_sealed BLOB,
                webhook_secret_sealed BLOB,
                channel_id TEXT NOT NULL DEFAULT '',
                warehouse_id TEXT NOT NULL DEFAULT '',
                api_url TEXT NOT NULL DEFAULT '',
                ordering_store_id TEXT NOT NULL DEFAULT '',
                updated_at INTEGER NOT NULL
            ) STRICT;

            CREATE TABLE staff (
                id INTEGER PRIMARY KEY,
                username TEXT NOT NULL UNIQUE CHECK (username = lower(username)),
                password_hash TEXT NOT NULL,
                role TEXT NOT NULL CHECK (role IN ('administrator', 'operations', 'support')),
                created_at INTEGER NOT NULL
            ) STRICT;

            CREATE TABLE customer (
                id INTEGER PRIMARY KEY,
                website_id INTEGER NOT NULL REFERENCES website,
                email TEXT NOT NULL,
                name TEXT NOT NULL,
                password_hash TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                UNIQUE (website_id, email)
            ) STRICT;

            -- Signed-in browsers. Only a keyed hash of the cookie is kept.
            CREATE TABLE session (
                token_hash BLOB PRIMARY KEY,
                staff_id INTEGER REFERENCES staff,
                customer_id INTEGER REFERENCES customer,
                website_id INTEGER NOT NULL REFERENCES website,
                expires_at INTEGER NOT NULL,
                CHECK ((staff_id IS NULL) <> (customer_id IS NULL))
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX session_by_staff ON session (staff_id) WHERE staff_id IS NOT NULL;
            CREATE INDEX session_by_customer ON session (customer_id) WHERE customer_id IS NOT NULL;
            CREATE INDEX session_by_expiry ON session (expires_at);

            CREATE TABLE sign_in_failure (
                subject BLOB PRIMARY KEY,
                failures INTEGER NOT NULL,
                last_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX sign_in_failure_by_time ON sign_in_failure (last_at);

            CREATE TABLE product (
                id INTEGER PRIMARY KEY,
                website_id INTEGER NOT NULL REFERENCES website,
                name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
                description TEXT NOT NULL DEFAULT '',
                price INTEGER NOT NULL CHECK (price >= 0),
                is_disabled_by_hand INTEGER NOT NULL DEFAULT 0 CHECK (is_disabled_by_hand IN (0, 1)),
                -- The sum of its SKUs' available units: above 0 the product is enabled, else disabled.
                available INTEGER NOT NULL DEFAULT 0 CHECK (available >= 0)
            ) STRICT;
            CREATE INDEX product_by_website ON product (website_id, id);
            CREATE INDEX product_on_sale ON product (website_id, id) WHERE is_disabled_by_hand = 0 AND available > 0;

            CREATE TABLE product_option (
                id INTEGER PRIMARY KEY,
                product_id INTEGER NOT NULL REFERENCES product,
                name TEXT NOT NULL,
                is_stock INTEGER NOT NULL CHECK (is_stock IN (0, 1)),
                UNIQUE (product_id, name)
            ) STRICT;
            CREATE UNIQUE INDEX one_stock_option ON product_option (product_id) WHERE is_stock = 1;

            CREATE TABLE option_value (
                id INTEGER PRIMARY KEY,
                option_id INTEGER NOT NULL REFERENCES product_option,
                name TEXT NOT NULL,
                price_difference INTEGER NOT NULL DEFAULT 0,
                UNIQUE (option_id, name)
            ) STRICT;

            -- A SKU outlives the option value that carries it: moved elsewhere or taken off, its stock and history go with it.
            CREATE TABLE sku (
                id INTEGER PRIMARY KEY,
                website_id INTEGER NOT NULL REFERENCES website,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
                product_id INTEGER REFERENCES product,
                option_value_id INTEGER REFERENCES option_value,
                count INTEGER NOT NULL DEFAULT 0 CHECK (count >= 0),
                counted_at INTEGER,
                uncounted INTEGER NOT NULL DEFAULT 0 CHECK (uncounted >= 0),
                available INTEGER NOT NULL DEFAULT 0 CHECK (available = max(0, count - uncounted)),
                UNIQUE (website_id, code),
                CHECK (product_id IS NOT NULL OR option_value_id IS NULL)
            ) STRICT;
            CREATE INDEX sku_by_count_time ON sku (website_id, counted_at);
            CREATE INDEX sku_by_product ON sku (product_id) WHERE product_id IS NOT NULL;
            CREATE UNIQUE INDEX sku_by_option_value ON sku (option_value_id) WHERE option_value_id IS NOT NULL;
            CREATE UNIQUE INDEX sku_of_plain_product ON sku (product_id)
                WHERE product_id IS NOT NULL AND option_value_id IS NULL;

            CREATE TABLE stock_movement (
                id INTEGER PRIMARY KEY,
                sku_id INTEGER NOT NULL REFERENCES sku,
                at INTEGER NOT NULL,
                source TEXT NOT NULL,
                reference TEXT NOT NULL,
                count INTEGER NOT NULL,
                available INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX stock_movement_by_sku ON stock_movement (sku_id, id);

            CREATE TABLE cart_line (
                id INTEGER PRIMARY KEY,
                owner BLOB NOT NULL,
                website_id INTEGER NOT NULL REFERENCES website,
                product_id INTEGER NOT NULL REFERENCES product,
                -- Ids of the chosen option values in ascending order, separated by commas.
                choices TEXT NOT NULL,
                quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 20),
                changed_at INTEGER NOT NULL,
                UNIQUE (owner, website_id, product_id, choices)
            ) STRICT;
            CREATE INDEX cart_line_by_time ON cart_line (changed_at);
            """)
}
