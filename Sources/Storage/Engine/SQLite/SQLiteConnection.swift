import CSQLite

/// A connection to a file. One thread at a time uses it, as every `Connection`.
package final class SQLiteConnection: Connection, @unchecked Sendable {
    private let handle: OpaquePointer
    private var statements: [Pieces: OpaquePointer] = [:]
    /// A loop over many rows sends the same text again and again; looking it up is a third of the cost of a small statement.
    private var last: (pieces: [String], statement: OpaquePointer)?
    private let inspect: PlanInspector?
    /// Only for a connection that reads.
    private let ownMemory: Memory?
    private var isMemoryTrue = false
    /// Where the file was when it was opened to be written to.
    var place: FilePlace?

    private static let prepared: Void = { _ = kartify_do_not_count_memory() }()

    package init(path: String, readOnly: Bool, inspect: PlanInspector? = nil) throws {
        Self.prepared
        let flags = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        var opened: OpaquePointer?
        let result = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard result == SQLITE_OK, let opened else {
            let message = String(cString: sqlite3_errstr(result))
            sqlite3_close_v2(opened)
            throw DatabaseError.failed(code: result, message: message, sql: "open \(path)")
        }
        handle = opened
        self.inspect = inspect
        ownMemory = readOnly ? Memory() : nil
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, 10_000)
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close_v2(handle)
    }

    package func run(script: String) throws {
        let code = sqlite3_exec(handle, script, nil, nil, nil)
        guard code == SQLITE_OK else {
            throw DatabaseError.failed(code: code, message: String(cString: sqlite3_errmsg(handle)), sql: script)
        }
    }

    @discardableResult
    package func run(_ sql: SQL, _ body: (inout Row) throws -> Bool) throws -> Int {
        let statement = try prepare(sql)
        while var row = try statement.step(), try body(&row) {}
        return Int(sqlite3_changes64(handle))
    }

    /// SQLite counts the commits of all other connections, of this process or another.
    package func memory() throws -> Memory? {
        guard let ownMemory else { return nil }
        if !isMemoryTrue {
            ownMemory.move(to: .commits(try version()))
            isMemoryTrue = true
        }
        return ownMemory
    }

    /// What is remembered has to be looked at anew: another transaction begins.
    func doubtMemory() { isMemoryTrue = false }

    private func version() throws -> Int {
        var version = 0
        try run("PRAGMA data_version") { row in
            version = try row.next()
            return false
        }
        return version
    }

    package var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    private func prepare(_ sql: SQL) throws -> Statement {
        try Statement(prepared(sql), in: handle, values: sql.values)
    }

    private func prepared(_ sql: SQL) throws -> OpaquePointer {
        if let last, last.pieces == sql.pieces { return last.statement }
        let statement = try statements[Pieces(sql.pieces)] ?? keep(sql)
        last = (sql.pieces, statement)
        return statement
    }

    private func keep(_ sql: SQL) throws -> OpaquePointer {
        if let inspect { try inspect(sql.text, plan(of: sql)) }
        let statement = try compile(sql.text)
        statements[Pieces(sql.pieces)] = statement
        return statement
    }

    private func compile(_ text: String) throws -> OpaquePointer {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let prepared else {
            throw DatabaseError.failed(code: code, message: String(cString: sqlite3_errmsg(handle)), sql: text)
        }
        return prepared
    }

    private func plan(of sql: SQL) throws -> [String] {
        let explained = try compile("EXPLAIN QUERY PLAN " + sql.text)
        defer { sqlite3_finalize(explained) }
        let statement = try Statement(explained, in: handle, values: sql.values)
        var lines: [String] = []
        while let row = try statement.step() { lines.append(try row[3]) }
        return lines
    }
}

/// A statement's text as a key. Its hash looks at no more than three lengths: most texts come from literals, which are known to be
/// equal without a look at their bytes.
private struct Pieces: Hashable {
    private let pieces: [String]

    init(_ pieces: [String]) {
        self.pieces = pieces
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(pieces.count)
        hasher.combine(pieces.first?.utf8.count)
        hasher.combine(pieces.last?.utf8.count)
    }
}
