import CSQLite

extension DatabaseError {
    /// Whether the store itself is in trouble (full, locked, read-only, damaged, gone) rather than what was asked of it. Another
    /// try may work.
    package var isUnavailable: Bool {
        switch self {
        case .busy, .endedByAnother, .fileReplaced, .lost, .unavailable, .unclear: true
        case .failed(let code, _, _):
            [
                SQLITE_BUSY, SQLITE_LOCKED, SQLITE_READONLY, SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_CANTOPEN,
                SQLITE_PROTOCOL, SQLITE_NOTADB,
            ].contains(code & 0xff)
        case .notUnique, .constraint, .unexpectedColumn, .newerSchema, .migrationChanged: false
        }
    }
}
