extension Migration {
    /// Refunds of COD orders to a UPI id, where the website offers that.
    static let upi = Migration(42, "refunds by UPI", sqlite: script("INTEGER"), postgres: script("SMALLINT"))

    private static func script(_ flag: String) -> String {
        """
        ALTER TABLE website ADD COLUMN upi_refunds \(flag) NOT NULL DEFAULT 0 CHECK (upi_refunds IN (0, 1));
        -- None for prepaid orders. bank_sealed then holds the UPI id, and account_last_four its end.
        ALTER TABLE return_request ADD COLUMN refund_route TEXT CHECK (refund_route IN ('neft', 'upi'));
        UPDATE return_request SET refund_route = 'neft' WHERE account_last_four IS NOT NULL;
        """
    }
}
