extension Migration {
    static let orders = Migration(
        2, "orders and their items",
        script: """
            CREATE TABLE sales_order (
                id INTEGER PRIMARY KEY,
                website_id INTEGER NOT NULL REFERENCES website,
                number TEXT NOT NULL,
                customer_id INTEGER REFERENCES customer,
                -- The browser that placed it, for a guest's confirmation page.
                owner BLOB NOT NULL,
                placed_at INTEGER NOT NULL,
                payment_mode TEXT NOT NULL CHECK (payment_mode IN ('COD', 'PREPAID')),
                is_paid INTEGER NOT NULL DEFAULT 0 CHECK (is_paid IN (0, 1)),
                status TEXT NOT NULL,
                items_total INTEGER NOT NULL CHECK (items_total >= 0),
                shipping INTEGER NOT NULL CHECK (shipping >= 0),
                discount INTEGER NOT NULL CHECK (discount >= 0),
                total INTEGER NOT NULL CHECK (total = items_total + shipping - discount),
                email TEXT NOT NULL,
                ship_name TEXT NOT NULL,
                line1 TEXT NOT NULL,
                line2 TEXT NOT NULL,
                city TEXT NOT NULL,
                state TEXT NOT NULL,
                pincode TEXT NOT NULL,
                phone TEXT NOT NULL,
                push_state TEXT NOT NULL CHECK (push_state IN ('unpaid', 'waiting', 'refused', 'pushed', 'withdrawn')),
                push_attempts INTEGER NOT NULL DEFAULT 0,
                push_was_unclear INTEGER NOT NULL DEFAULT 0 CHECK (push_was_unclear IN (0, 1)),
                push_reason TEXT,
                push_next_at INTEGER NOT NULL,
                -- Whoever pushes it holds it until then; a process that dies in the middle lets go by time.
                push_lease_until INTEGER,
                acknowledged_at INTEGER,
                arvind_order_id TEXT,
                UNIQUE (website_id, number),
                CHECK ((push_state = 'pushed') = (acknowledged_at IS NOT NULL))
            ) STRICT;
            CREATE INDEX sales_order_by_website ON sales_order (website_id, id);
            CREATE INDEX sales_order_by_status ON sales_order (website_id, status, id);
            CREATE INDEX sales_order_by_push_state ON sales_order (website_id, push_state, id);
            CREATE INDEX sales_order_by_customer ON sales_order (customer_id, id);
            CREATE INDEX sales_order_by_email ON sales_order (website_id, email, id);
            CREATE INDEX sales_order_by_owner ON sales_order (owner, id);
            CREATE INDEX sales_order_to_push ON sales_order (placed_at) WHERE push_state = 'waiting';
            CREATE INDEX sales_order_not_pushed ON sales_order (website_id, id)
                WHERE push_state IN ('waiting', 'refused');
            CREATE INDEX sales_order_unpaid ON sales_order (placed_at) WHERE push_state = 'unpaid';

            CREATE TABLE order_item (
                id INTEGER PRIMARY KEY,
                order_id INTEGER NOT NULL REFERENCES sales_order,
                line INTEGER NOT NULL CHECK (line >= 1),
                product_id INTEGER NOT NULL REFERENCES product,
                sku_id INTEGER REFERENCES sku,
                sku TEXT,
                name TEXT NOT NULL,
                option_text TEXT NOT NULL,
                quantity INTEGER NOT NULL CHECK (quantity >= 1),
                unit_price INTEGER NOT NULL CHECK (unit_price >= 0),
                courier TEXT,
                awb TEXT,
                tracking_url TEXT,
                UNIQUE (order_id, line)
            ) STRICT;
            CREATE INDEX order_item_by_awb ON order_item (awb) WHERE awb IS NOT NULL;
            CREATE INDEX order_item_by_sku ON order_item (sku_id, id);

            -- How many units of an item are in which status.
            CREATE TABLE item_progress (
                item_id INTEGER NOT NULL REFERENCES order_item,
                status TEXT NOT NULL,
                quantity INTEGER NOT NULL CHECK (quantity >= 1),
                since INTEGER NOT NULL,
                PRIMARY KEY (item_id, status)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE item_event (
                id INTEGER PRIMARY KEY,
                item_id INTEGER NOT NULL REFERENCES order_item,
                status TEXT NOT NULL,
                quantity INTEGER NOT NULL,
                at INTEGER NOT NULL,
                received_at INTEGER NOT NULL,
                source TEXT NOT NULL,
                actor TEXT,
                is_late INTEGER NOT NULL CHECK (is_late IN (0, 1)),
                courier TEXT,
                awb TEXT,
                tracking_url TEXT,
                reason TEXT
            ) STRICT;
            CREATE INDEX item_event_by_item ON item_event (item_id, id);

            -- Units that AI cannot have counted yet: what stands between AI's count and what may be sold.
            CREATE TABLE uncounted_units (
                sku_id INTEGER NOT NULL REFERENCES sku,
                item_id INTEGER NOT NULL REFERENCES order_item,
                quantity INTEGER NOT NULL CHECK (quantity >= 1),
                acknowledged_at INTEGER,
                PRIMARY KEY (sku_id, item_id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX uncounted_units_by_item ON uncounted_units (item_id);
            """)
}
