import Storage

/// Triggers that refuse a write for a website where it touches rows of another one, or of none.
enum WebsiteWatch {
    /// The website of a row of `changed`, where it has no column `website_id`. What is missing here, too, belongs to no website.
    private static let websites: [String: String] = [
        "website": "id",
        "order_item": ofOrder, "order_note": ofOrder,
        "order_names": "(SELECT website_id FROM sales_order o WHERE o.id = changed.rowid)",
        "item_event": ofItem, "item_progress": ofItem, "parcel": ofItem, "uncounted_units": ofItem,
        "stock_movement": "(SELECT website_id FROM sku s WHERE s.id = changed.sku_id)",
        "cancellation_item": "(SELECT website_id FROM cancellation c WHERE c.id = changed.cancellation_id)",
        "return_item": ofReturn, "return_photograph": ofReturn,
        "call_words": "(SELECT website_id FROM exchange e WHERE e.id = changed.rowid)",
        "product_words": "(SELECT website_id FROM product p WHERE p.id = changed.rowid)",
        // A run pushes orders of many websites. Each writes rows of its own, and that the run is alive, which is true in any order.
        "job_run_order": "(SELECT website_id FROM sales_order o WHERE o.id = changed.order_id)", "job_run": "NULL",
        // Whoever takes from one locks its row.
        "bucket": "NULL",
    ]
    private static let ofOrder = "(SELECT website_id FROM sales_order o WHERE o.id = changed.order_id)"
    private static let ofItem = """
        (SELECT o.website_id FROM order_item i JOIN sales_order o ON o.id = i.order_id WHERE i.id = changed.item_id)
        """
    private static let ofReturn = "(SELECT website_id FROM return_request r WHERE r.id = changed.return_id)"

    /// Says for which website the closure writes whose savepoint has just been set.
    static func tell(_ connection: any Connection, _ website: Int) throws {
        try connection.run(script: "SET LOCAL kartify.website = \(website)")
    }

    static func begin(on connection: PostgresConnection) throws {
        try connection.run(
            script: """
                CREATE FUNCTION keep_to_website() RETURNS trigger LANGUAGE plpgsql AS $$
                DECLARE
                    mine TEXT := current_setting('kartify.website', true);
                    foreign_rows BIGINT;
                BEGIN
                    IF coalesce(mine, '') = '' THEN RETURN NULL; END IF;
                    EXECUTE format('SELECT count(*) FROM changed WHERE %s <> %s', TG_ARGV[0], mine) INTO foreign_rows;
                    IF foreign_rows > 0 THEN
                        RAISE EXCEPTION 'a write for website % changes % of another, or of none', mine, TG_TABLE_NAME;
                    END IF;
                    RETURN NULL;
                END $$;
                """)
        var tables: [(name: String, website: String)] = []
        try connection.run(
            """
            SELECT CAST(c.relname AS TEXT), EXISTS (
                SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'website_id')
            FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = CAST('public' AS regnamespace)
            """
        ) { row in
            let name: String = try row.next(), isOfWebsite: Bool = try row.next()
            tables.append((name, websites[name] ?? (isOfWebsite ? "coalesce(website_id, -1)" : "-1")))
            return true
        }
        for table in tables {
            for (event, rows) in [("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")] {
                try connection.run(
                    script: """
                        CREATE TRIGGER keep_to_website_\(event.lowercased()) AFTER \(event) ON \(table.name)
                        REFERENCING \(rows) TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_to_website('\(table.website)')
                        """)
            }
        }
    }
}
