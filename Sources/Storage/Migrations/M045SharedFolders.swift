extension Migration {
    static let sharedFolders = Migration(
        45, "folders that machines share", sqlite: script(end: ") STRICT, WITHOUT ROWID;"), postgres: script(end: ");"))

    private static func script(end: String) -> String {
        """
        CREATE TABLE shared_folder (
            name TEXT PRIMARY KEY,
            -- What the file .kartify in it says.
            mark TEXT NOT NULL CHECK (length(mark) BETWEEN 1 AND 64)
        \(end)
        """
    }
}
