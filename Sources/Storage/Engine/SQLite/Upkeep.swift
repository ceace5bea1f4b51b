extension Connection {
    /// Writes a row as it was: only whether it can be written matters.
    func touch() throws {
        try execute("UPDATE migration SET title = title WHERE number = 1")
    }

    /// Copies the whole database into a new file.
    func backup(to file: String) throws {
        try execute("VACUUM INTO \(file)")
    }

    /// Broken pages, and rows whose parents are missing.
    func problems() throws -> [String] {
        let broken: [String] = try all("PRAGMA integrity_check") { try $0.next() }
        let orphans = try all("PRAGMA foreign_key_check") { row in
            defer { row.skip(3) }
            return "orphan row in \(try row.next() as String)"
        }
        return broken.filter { $0 != "ok" } + orphans
    }
}
