extension Migration {
    /// Where staff are sent a link with which they choose a password.
    static let invitations = Migration(
        43, "mails to staff", sqlite: script("INTEGER"), postgres: script("BIGINT"))

    private static func script(_ integer: String) -> String {
        """
        ALTER TABLE staff ADD COLUMN email TEXT;
        ALTER TABLE message ADD COLUMN staff_id \(integer) REFERENCES staff;
        CREATE INDEX message_by_staff ON message (staff_id) WHERE staff_id IS NOT NULL;
        """
    }
}
