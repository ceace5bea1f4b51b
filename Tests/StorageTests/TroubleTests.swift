import Dispatch
import Domain
import Glibc
import Storage
import Synchronization
import TestDatabase
import TestSupport
import Testing

/// A store in trouble says so, keeps what it has acknowledged, and goes on by itself.
struct TroubleTests {
    private let folder: TemporaryFolder
    private let database: Database
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("a.db")
        database = try Database.ofTest(path, migrations: [texts], waitingWriters: 1)
    }

    @Test func `while another process holds the file so many writers wait, the next is refused, and readers read on`()
        throws
    {
        let database = database
        let other = try TestEngine.connection(to: path)
        try other.beginWriting()
        let refused = DispatchSemaphore(value: 0)
        let group = DispatchGroup()
        let outcomes = Mutex<[Bool]>([])
        for number in 1...2 {
            DispatchQueue(label: "test.writer.\(number)").async(group: group) {
                do {
                    try database.write { try $0.add("writer") }
                    outcomes.withLock { $0.append(true) }
                } catch DatabaseError.busy {
                    outcomes.withLock { $0.append(false) }
                    refused.signal()
                } catch {}
            }
        }
        refused.wait()
        #expect(throws: DatabaseError.self) { try database.write { try $0.add("late") } }
        #expect(throws: DatabaseError.self) { try database.checkWriting() }
        #expect(try database.texts() == [])
        try other.rollBack()
        group.wait()
        #expect(Set(outcomes.withLock { $0 }) == [true, false])
        try database.checkWriting()
        #expect(try database.texts() == ["writer"])
    }

    @Test func `nobody is refused for waiting long in a line that moves`() throws {
        let database = database
        let group = DispatchGroup()
        let refused = Atomic(0)
        for number in 1...8 {
            DispatchQueue(label: "test.writer.\(number)").async(group: group) {
                let hasRun = Atomic(false)
                do {
                    try database.write { transaction in
                        // As long as a batch of many counts takes on a server. Only a test of closures runs one twice.
                        if !hasRun.exchange(true, ordering: .relaxed) { usleep(100_000) }
                        try transaction.add("slow")
                    }
                } catch {
                    refused.add(1, ordering: .relaxed)
                }
            }
        }
        group.wait()
        #expect(refused.load(ordering: .relaxed) == 0)
        #expect(try database.texts().count == 8)
    }

    @Test(.onlyOnSQLite)
    func `a full store refuses what does not fit, with the neighbours of its transaction, and takes it later`()
        throws
    {
        let pages = try database.write { try $0.number("SELECT page_count FROM pragma_page_count") }
        try database.write { try $0.connection.run(script: "PRAGMA max_page_count=\(pages)") }
        let long = String(repeating: "x", count: 100_000)
        #expect {
            try database.write { try $0.add(long) }
        } throws: { error in
            (error as? DatabaseError)?.isUnavailable == true
        }
        #expect(try database.texts() == [])
        try database.write { try $0.connection.run(script: "PRAGMA max_page_count=1000000") }
        try database.write { try $0.add(long) }
        #expect(try database.texts() == [long])
    }

    @Test(.onlyOnSQLite, arguments: ["a.db", "a.db-wal"])
    func `nothing is acknowledged into a file that is gone, and all goes on when it is back`(name: String) throws {
        try database.write { try $0.add("before") }
        #expect(rename(folder.file(name), folder.file("away")) == 0)
        #expect {
            try database.write { try $0.add("lost") }
        } throws: { error in
            if case DatabaseError.fileReplaced = error { true } else { false }
        }
        #expect(throws: DatabaseError.self) { try database.checkWriting() }
        #expect(throws: DatabaseError.self) { try database.backup(to: folder.file("copy.db")) }
        #expect(rename(folder.file("away"), folder.file(name)) == 0)
        try database.checkWriting()
        try database.write { try $0.add("after") }
        #expect(try database.texts() == ["before", "after"])
    }

    @Test(.onlyOnSQLite) func `the log of writes shrinks back after a long reader`() throws {
        let database = database
        try database.read { snapshot in
            _ = try snapshot.number("SELECT count(*) FROM note")
            for number in 0..<50 {
                try database.write { try $0.add("\(number)" + String(repeating: "x", count: 1 << 20)) }
            }
        }
        let long = try size(of: path + "-wal")
        for _ in 1...3 { try database.write { try $0.add("short") } }
        #expect(long > 50 << 20)
        #expect(try size(of: path + "-wal") <= 32 << 20)
    }

    private func size(of path: String) throws -> Int {
        var status = stat()
        try #require(stat(path, &status) == 0)
        return Int(status.st_size)
    }
}

private let texts = Migration(
    1, "texts", sqlite: "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;",
    postgres: "CREATE TABLE note (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, text TEXT NOT NULL);")

extension Database {
    fileprivate func texts() throws -> [String] {
        try read { try $0.all("SELECT text FROM note ORDER BY id") { try $0.next() } }
    }
}

extension Transaction {
    fileprivate func add(_ text: String) throws {
        try execute("INSERT INTO note (text) VALUES (\(text))")
    }
}
