extension Migration {
    static let provedAddresses = Migration(
        28, "customers: e-mail addresses are proved", sqlite: script("INTEGER"), postgres: script("SMALLINT"))

    private static func script(_ flag: String) -> String {
        """
        -- Somebody has registered, and has not proved yet that the address is theirs: no account.
        ALTER TABLE customer ADD COLUMN is_pending \(flag) NOT NULL DEFAULT 0 CHECK (is_pending IN (0, 1));
        -- The address that they want to have instead, once it is proved.
        ALTER TABLE customer ADD COLUMN new_email TEXT;
        CREATE INDEX customer_pending ON customer (created_at) WHERE is_pending = 1;
        """
    }
}
