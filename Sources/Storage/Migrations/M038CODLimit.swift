extension Migration {
    /// Up to which value each website takes orders that are paid in cash.
    static let codLimit = Migration(
        38, "the most that is paid in cash", sqlite: script("INTEGER"), postgres: script("BIGINT"))

    private static func script(_ integer: String) -> String {
        """
        -- In paise; none where there is no limit.
        ALTER TABLE website ADD COLUMN cod_limit \(integer) CHECK (cod_limit > 0);
        """
    }
}
