extension Migration {
    /// What each website does with checkouts while its OMS is down.
    static let outages = Migration(
        33, "checkouts while an OMS is down",
        sqlite: script("INTEGER", end: ") STRICT, WITHOUT ROWID;"), postgres: script("BIGINT", end: ");"))

    private static func script(_ integer: String, end: String) -> String {
        """
        ALTER TABLE module ADD COLUMN outage_rule TEXT NOT NULL DEFAULT 'refuse'
            CHECK (outage_rule IN ('refuse', 'take_known', 'take_all'));
        -- The rule by which it was taken although the OMS could not be asked.
        ALTER TABLE sales_order ADD COLUMN unchecked TEXT CHECK (unchecked IN ('take_known', 'take_all'));
        CREATE INDEX sales_order_unchecked ON sales_order (website_id, placed_at, id) WHERE unchecked IS NOT NULL;

        -- Where an OMS said lately that it delivers.
        CREATE TABLE serviceable_pincode (
            website_id \(integer) NOT NULL REFERENCES website,
            oms TEXT NOT NULL CHECK (oms IN ('arvind', 'fynd')),
            pincode TEXT NOT NULL,
            payment_mode TEXT NOT NULL CHECK (payment_mode IN ('COD', 'PREPAID')),
            at \(integer) NOT NULL,
            PRIMARY KEY (website_id, oms, pincode, payment_mode)
        \(end)
        CREATE INDEX serviceable_pincode_by_age ON serviceable_pincode (at);
        """
    }
}
