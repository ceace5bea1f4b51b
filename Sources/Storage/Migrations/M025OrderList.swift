extension Migration {
    /// Each tab and filter of the list of orders has an index by time, and each thing that a caller may name has one.
    static let orderList = Migration(
        25, "orders: lists by time, found by name, phone, AWB and the OMS's id",
        sqlite: script(flag: "INTEGER") + """

            -- Names alone, each word of them; all but letters, marks and digits separates words.
            CREATE VIRTUAL TABLE order_names USING fts5 (words, detail=none, columnsize=0,
                tokenize="unicode61 remove_diacritics 0 categories 'L* M* N*'");
            INSERT INTO order_names (rowid, words) SELECT id, ship_name FROM sales_order;
            """,
        postgres: script(flag: "SMALLINT") + #"""

            -- Its id is called rowid, as FTS5 calls it, so that one text serves both engines.
            CREATE TABLE order_names (
                rowid BIGINT PRIMARY KEY,
                words TEXT NOT NULL
            );
            INSERT INTO order_names (rowid, words)
            SELECT id, trim(regexp_replace(lower(ship_name), '[][!"#$%&''()*+,./:;<=>?@\\^_`{|}~’[:space:]-]+', ' ', 'g'))
            FROM sales_order;
            CREATE INDEX order_names_by_word ON order_names USING gin (array_to_tsvector(string_to_array(words, ' ')));
            """#)

    private static func script(flag: String) -> String {
        """
        -- Some units have left the warehouse, and others are still to leave it.
        ALTER TABLE sales_order ADD COLUMN is_partly_shipped \(flag) NOT NULL DEFAULT 0
            CHECK (is_partly_shipped IN (0, 1));
        -- A courier could not deliver some units, or brings them back.
        ALTER TABLE sales_order ADD COLUMN has_undelivered \(flag) NOT NULL DEFAULT 0 CHECK (has_undelivered IN (0, 1));
        UPDATE sales_order SET is_partly_shipped = 1
        WHERE EXISTS (SELECT 1 FROM order_item i JOIN item_progress p ON p.item_id = i.id
                WHERE i.order_id = sales_order.id AND p.status IN ('processing', 'processed', 'invoiced', 'packed'))
            AND EXISTS (SELECT 1 FROM order_item i JOIN item_progress p ON p.item_id = i.id
                WHERE i.order_id = sales_order.id AND p.status IN ('shipped', 'out_for_delivery', 'delivered',
                    'undelivered', 'rto', 'return_requested', 'return_picked_up', 'returned'));
        UPDATE sales_order SET has_undelivered = 1
        WHERE EXISTS (SELECT 1 FROM order_item i JOIN item_progress p ON p.item_id = i.id
            WHERE i.order_id = sales_order.id AND p.status IN ('undelivered', 'rto'));

        DROP INDEX sales_order_by_website;
        DROP INDEX sales_order_by_status;
        DROP INDEX sales_order_by_push_state;
        DROP INDEX sales_order_not_pushed;
        DROP INDEX order_item_by_sku;
        DROP INDEX parcel_by_awb;
        -- With all that a filter or a sorting asks for besides, so that they read no other page.
        CREATE INDEX sales_order_by_time ON sales_order (website_id, placed_at, id);
        CREATE INDEX sales_order_by_status ON sales_order (website_id, status, placed_at, id, payment_mode);
        CREATE INDEX sales_order_by_push_state ON sales_order (website_id, push_state, placed_at, id, payment_mode);
        CREATE INDEX sales_order_by_payment ON sales_order (website_id, payment_mode, placed_at, id);
        CREATE INDEX sales_order_by_pincode ON sales_order (website_id, pincode, placed_at, id);
        CREATE INDEX sales_order_by_total ON sales_order (website_id, total, id, placed_at, status, payment_mode, push_state);
        CREATE INDEX sales_order_by_phone ON sales_order (website_id, phone, id);
        CREATE INDEX sales_order_by_oms_id ON sales_order (website_id, lower(oms_order_id))
            WHERE oms_order_id IS NOT NULL;
        CREATE INDEX sales_order_not_pushed ON sales_order (website_id, placed_at, id)
            WHERE push_state IN ('waiting', 'refused');
        CREATE INDEX sales_order_partly_shipped ON sales_order (website_id, placed_at, id, total)
            WHERE is_partly_shipped = 1;
        CREATE INDEX sales_order_undelivered ON sales_order (website_id, placed_at, id, total)
            WHERE has_undelivered = 1;
        CREATE INDEX order_item_by_sku ON order_item (sku_id, order_id);
        CREATE INDEX sku_by_lower_code ON sku (website_id, lower(code));
        -- Also of a parcel that has another AWB by now.
        CREATE INDEX item_event_by_awb ON item_event (lower(awb), item_id) WHERE awb IS NOT NULL;
        """
    }
}
