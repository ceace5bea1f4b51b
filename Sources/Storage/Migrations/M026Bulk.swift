extension Migration {
    /// Runs of what staff have chosen: which orders, in which words, how far, and the file that comes of it.
    static let bulk = Migration(
        26, "runs of chosen orders, and exports as runs",
        sqlite: script("INTEGER", end: ") STRICT, WITHOUT ROWID;"), postgres: script("BIGINT", end: ");"))

    private static func script(_ integer: String, end: String) -> String {
        """
        -- What was chosen, in words; NULL for a run of all that waits.
        ALTER TABLE job_run ADD COLUMN subject TEXT;
        -- Rows of a file that are written.
        ALTER TABLE job_run ADD COLUMN done \(integer) NOT NULL DEFAULT 0;
        -- Orders that were chosen, but are not to be pushed.
        ALTER TABLE job_run ADD COLUMN left_out \(integer) NOT NULL DEFAULT 0;
        -- The name under which its file is kept.
        ALTER TABLE job_run ADD COLUMN file TEXT;

        CREATE TABLE job_run_selection (
            run_id \(integer) NOT NULL REFERENCES job_run,
            order_id \(integer) NOT NULL REFERENCES sales_order,
            PRIMARY KEY (run_id, order_id)
        \(end)
        """
    }
}
