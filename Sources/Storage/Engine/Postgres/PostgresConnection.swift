import CPostgres
import Glibc

/// A connection to a server. One thread at a time uses it, as every `Connection`.
package final class PostgresConnection: Connection, @unchecked Sendable {
    private struct Prepared: Hashable {
        let pieces: [String]
        let types: [UInt32]
    }

    private let handle: OpaquePointer
    private let url: String
    private var statements: [Prepared: String] = [:]
    /// Lists of ids make a text for each length; beyond so many statements all are forgotten.
    private static let mostStatements = 500
    /// Whether the server has ended the transaction for a reason that another try need not meet.
    private(set) var isLost = false
    /// The transaction that writes: as the server numbers it, and the locks that it holds.
    var writing: (number: String, locks: String)?
    var savepoint = Savepoint.none
    /// Whether the transaction only reads; what is read in one that writes is not remembered.
    var isReading = false
    let ownMemory = Memory()

    /// - Throws: `DatabaseError.lost` when the server does not answer.
    package init(url: String) throws {
        // What the address says goes before the first of them, and the last go before the address.
        let settings = [
            ("connect_timeout", "5"), ("tcp_user_timeout", "10000"), ("keepalives_idle", "10"), ("dbname", url),
            ("client_encoding", "UTF8"), ("application_name", "kartify"),
        ]
        let names = settings.map { strdup($0.0) } + [nil], values = settings.map { strdup($0.1) } + [nil]
        defer { for word in names + values { free(word) } }
        guard let handle = PQconnectdbParams(names.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 1)
        else { throw DatabaseError.lost("no memory") }
        self.handle = handle
        self.url = url
        kartify_ignore_notices(handle)
        try begin()
    }

    package func memory() -> Memory? { isReading ? ownMemory : nil }

    deinit {
        PQfinish(handle)
    }

    /// Connects again, when the server is gone or has been away.
    func reconnect() throws {
        PQreset(handle)
        statements = [:]
        ownMemory.forget()
        try begin()
    }

    private func begin() throws {
        guard PQstatus(handle) == CONNECTION_OK else { throw DatabaseError.lost(message) }
        isLost = false
        try run(
            script: """
                SET client_min_messages = warning; SET lock_timeout = '10s'; SET jit = off;
                SET default_transaction_isolation = 'read committed'
                """)
    }

    /// The server's version: 150004 is 15.4.
    var serverVersion: Int { Int(PQserverVersion(handle)) }

    package var isInTransaction: Bool {
        let status = PQtransactionStatus(handle)
        return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
    }

    @discardableResult
    package func run(_ sql: SQL, _ body: (inout Row) throws -> Bool) throws -> Int {
        let name = try prepared(sql)
        let result = PostgresParameters(sql.values).withPointers { values, lengths, formats in
            PQexecPrepared(handle, name, Int32(sql.values.count), values, lengths, formats, 1)
        }
        let answer = try PostgresAnswer(checked(result, sql.numberedText))
        for index in 0..<answer.rows {
            var row = Row(PostgresColumns(result: answer.result, row: index, statement: sql))
            guard try body(&row) else { break }
        }
        return answer.changes
    }

    package func run(script: String) throws {
        _ = try send(script)
    }

    /// Sends statements that bind nothing, and returns the answer to the last.
    func send(_ text: String) throws -> PostgresAnswer {
        try PostgresAnswer(checked(PQexec(handle, text), text))
    }

    /// Sends a `COPY … FROM STDIN`, and what it reads.
    func send(_ text: String, reading bytes: [UInt8]) throws {
        let begun = PQexec(handle, text)
        guard PQresultStatus(begun) == PGRES_COPY_IN else { return PQclear(try checked(begun, text)) }
        PQclear(begun)
        let isSent = bytes.withUnsafeBytes { buffer in
            PQputCopyData(handle, buffer.assumingMemoryBound(to: CChar.self).baseAddress, Int32(buffer.count)) == 1
        }
        guard isSent, PQputCopyEnd(handle, nil) == 1 else { throw lost() }
        PQclear(try checked(PQgetResult(handle), text))
        while let rest = PQgetResult(handle) { PQclear(rest) }
    }

    private func prepared(_ sql: SQL) throws -> String {
        let key = Prepared(pieces: sql.pieces, types: sql.values.map(\.postgresType))
        if let name = statements[key] { return name }
        if statements.count == Self.mostStatements {
            try run(script: "DEALLOCATE ALL")
            statements = [:]
        }
        let name = "s\(statements.count)"
        let text = sql.numberedText
        PQclear(try checked(PQprepare(handle, name, text, Int32(key.types.count), key.types), text))
        statements[key] = name
        return name
    }

    private func checked(_ result: OpaquePointer?, _ sql: String) throws -> OpaquePointer {
        guard let result else { throw lost() }
        let status = PQresultStatus(result)
        if status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK { return result }
        defer { PQclear(result) }
        guard PQstatus(handle) == CONNECTION_OK else { throw lost() }
        let error = DatabaseError(result, sql)
        if case .lost = error { isLost = true }
        throw error
    }

    private func lost() -> DatabaseError {
        isLost = true
        return .lost(message)
    }

    /// libpq repeats an address that it does not understand, with its password.
    private var message: String {
        String(cString: PQerrorMessage(handle)).replacing(url, with: "the address").split(separator: "\n")
            .joined(separator: " ")
    }
}
