extension Migration {
    static let keptFormOwners = Migration(18, "kept forms by their owner", sqlite: script, postgres: script)

    private static let script = """
        -- Only a few are kept for one person.
        CREATE INDEX kept_form_by_customer ON kept_form (customer_id, expires_at) WHERE customer_id IS NOT NULL;
        CREATE INDEX kept_form_by_staff ON kept_form (staff_id, expires_at) WHERE staff_id IS NOT NULL;
        """
}
