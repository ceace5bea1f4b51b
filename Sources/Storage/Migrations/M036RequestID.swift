extension Migration {
    /// By which request or run a call was made.
    static let requestID = Migration(
        36, "request id of a call", sqlite: "ALTER TABLE exchange ADD COLUMN request_id TEXT;",
        postgres: "ALTER TABLE exchange ADD COLUMN request_id TEXT;")
}
