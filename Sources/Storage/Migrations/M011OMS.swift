extension Migration {
    static let oms = Migration(
        11, "order management systems by their role",
        script: """
            -- The ids that a website's order management system gives, whichever system that is.
            ALTER TABLE sales_order RENAME COLUMN arvind_order_id TO oms_order_id;
            ALTER TABLE return_request RENAME COLUMN arvind_return_id TO oms_return_id;

            ALTER TABLE module ADD COLUMN oms TEXT NOT NULL DEFAULT 'arvind' CHECK (oms IN ('arvind'));
            """)
}
