extension Migration {
    /// Whom a website's customers may turn to, and which websites a person of the staff may see.
    static let contacts = Migration(
        31, "websites: contact and grievance officer, and who may see them",
        sqlite: script("INTEGER", end: ") STRICT, WITHOUT ROWID;"), postgres: script("BIGINT", end: ");"))

    private static func script(_ integer: String, end: String) -> String {
        """
        ALTER TABLE website ADD COLUMN contact_email TEXT NOT NULL DEFAULT '';
        ALTER TABLE website ADD COLUMN contact_phone TEXT NOT NULL DEFAULT '';
        ALTER TABLE website ADD COLUMN grievance_officer TEXT NOT NULL DEFAULT '';

        -- Who has no row sees all websites.
        CREATE TABLE staff_website (
            staff_id \(integer) NOT NULL REFERENCES staff,
            website_id \(integer) NOT NULL REFERENCES website,
            PRIMARY KEY (staff_id, website_id)
        \(end)
        """
    }
}
