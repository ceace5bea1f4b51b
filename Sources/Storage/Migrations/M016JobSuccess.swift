extension Migration {
    static let jobSuccess = Migration(
        16, "when a job last ended well",
        script: """
            ALTER TABLE job ADD COLUMN last_success_at INTEGER;
            """)
}
