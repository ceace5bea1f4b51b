import Domain
import Dispatch
import Storage
import Synchronization
import TestDatabase
import TestSupport
import Testing

struct DatabaseTests {
    private let folder: TemporaryFolder
    private let database: Database

    init() throws {
        folder = try TemporaryFolder()
        database = try Database.ofTest(folder.file("a.db"), migrations: [notes])
    }

    @Test func `what was written is read, and is there after the file is opened again`() throws {
        try database.write { tx in try tx.add("first") }
        #expect(try database.read { try $0.notes() } == ["first"])
        #expect(try Database.ofTest(folder.file("a.db"), migrations: [notes]).read { try $0.notes() } == ["first"])
    }

    @Test func `a closure that throws changes nothing`() throws {
        #expect(throws: Refusal.self) {
            try database.write { tx in
                try tx.add("lost")
                throw Refusal(.invalid, "no")
            }
        }
        #expect(try database.read { try $0.notes() }.isEmpty)
    }

    @Test func `a closure that throws rolls back alone while its neighbours commit`() throws {
        let gate = DispatchSemaphore(value: 0)
        let database = database
        // The first closure holds the writer until the others have had time to queue up behind it.
        let results = try inParallel(41) { number in
            if number == 0 {
                try database.write { _ in gate.wait() }
                return true
            }
            if number == 40 { gate.signal() }
            do {
                try database.write { tx in
                    try tx.add("note \(number)")
                    if number % 3 == 0 { throw Refusal(.invalid, "no") }
                }
                return true
            } catch is Refusal {
                return false
            }
        }
        let kept = try database.read { try $0.notes() }
        #expect(Set(kept) == Set((1...40).filter { $0 % 3 != 0 }.map { "note \($0)" }))
        #expect(results.filter { $0 }.count == kept.count + 1)
    }

    @Test func `a constraint that fails in one closure leaves the others alone`() throws {
        try database.write { tx in try tx.add("same") }
        #expect {
            try database.write { tx in try tx.add("same") }
        } throws: { error in
            if case DatabaseError.notUnique = error { true } else { false }
        }
        try database.write { tx in try tx.add("another") }
        #expect(try database.read { try $0.notes() } == ["same", "another"])
    }

    @Test func `no write is lost between many threads`() throws {
        let database = database
        _ = try database.write { tx in try tx.execute("INSERT INTO counter (id, value) VALUES (1, 0)") }
        _ = try inParallel(50) { _ in
            for _ in 0..<10 {
                try database.write { tx in
                    let value = try tx.number("SELECT value FROM counter WHERE id = 1")
                    try tx.execute("UPDATE counter SET value = \(value + 1) WHERE id = 1")
                }
            }
        }
        #expect(try database.read { try $0.number("SELECT value FROM counter WHERE id = 1") } == 500)
    }

    @Test func `a snapshot does not see what is written after it began`() throws {
        try database.write { tx in try tx.add("before") }
        try database.read { snapshot in
            #expect(try snapshot.notes() == ["before"])
            try database.write { tx in try tx.add("meanwhile") }
            #expect(try snapshot.notes() == ["before"])
        }
        #expect(try database.read { try $0.notes() } == ["before", "meanwhile"])
    }

    @Test func `a read whose closure throws leaves the connection usable`() throws {
        for _ in 0..<3 {
            #expect(throws: Refusal.self) { try database.read { _ in throw Refusal(.notFound, "no") } }
        }
        try database.write { tx in try tx.add("new") }
        #expect(try database.read { try $0.notes() } == ["new"])
    }

    @Test func `a snapshot cannot write`() throws {
        #expect(throws: DatabaseError.self) {
            try database.read { try $0.number("INSERT INTO note (text) VALUES ('x') RETURNING id") }
        }
        #expect(try database.read { try $0.notes() }.isEmpty)
    }

    @Test(arguments: [
        "'; DROP TABLE note; --", "O'Brien \"Bob\"", "%_\\", "", "नमस्ते 🙂", "\n\t",
        String(repeating: "x", count: 100_000),
    ])
    func `a text that is interpolated is a value, never code`(text: String) throws {
        try database.write { tx in try tx.add(text) }
        #expect(try database.read { try $0.notes() } == [text])
        #expect(try database.read { try $0.number("SELECT count(*) FROM note WHERE text = \(text)") } == 1)
    }

    @Test func `the character NUL is kept, or a sign for it where the engine has none`() throws {
        try database.write { tx in try tx.add("a\u{0}b") }
        #expect(try database.read { try $0.notes() } == [TestEngine.isSQLite ? "a\u{0}b" : "a\u{fffd}b"])
        #expect(try database.read { try $0.number("SELECT count(*) FROM note WHERE text = \("a\u{0}b")") } == 1)
    }

    @Test func `values of every type come back as they went in`() throws {
        let database = database
        for number in [Int.min, -1, 0, 1, Int.max] {
            #expect(try database.read { try $0.first("SELECT \(number)") { try $0.next() as Int } } == number)
        }
        for blob: [UInt8] in [[], [0], [UInt8](0...255)] {
            #expect(try database.read { try $0.first("SELECT \(blob)") { try $0.next() as [UInt8] } } == blob)
        }
        #expect(
            try database.read { try $0.first("SELECT \(nil as String?)") { try $0.next() as String? } } == .some(nil))
        #expect(
            try database.read {
                try $0.first("SELECT \(true), \(false)") { try ($0.next() as Bool, $0.next() as Bool) }
            }
                ?? (false, true) == (true, false))
        #expect(try database.read { try $0.first("SELECT \(noon)") { try $0.next() as Instant } } == noon)
        #expect(
            try database.read { try $0.first("SELECT \(ItemStatus.outForDelivery)") { try $0.next() as ItemStatus } }
                == .outForDelivery)
    }

    @Test func `a column of another type is a fault, not a guess`() throws {
        #expect(throws: DatabaseError.self) {
            try database.read { try $0.first("SELECT '7'") { try $0.next() as Int } }
        }
        #expect(throws: DatabaseError.self) {
            try database.read { try $0.first("SELECT 7") { try $0.next() as String } }
        }
        #expect(throws: DatabaseError.self) {
            try database.read { try $0.first("SELECT NULL") { try $0.next() as Int } }
        }
        #expect(throws: DatabaseError.self) {
            try database.read { try $0.first("SELECT 'lost'") { try $0.next() as ItemStatus } }
        }
    }

    @Test func `a decoder reads every column of its statement`() throws {
        #expect(try database.read { try $0.first("SELECT 1, 2") { try ($0.next() as Int) + $0.next() } } == 3)
        #expect(throws: DatabaseError.self) {
            try database.read { try $0.first("SELECT 1, 2") { try $0.next() as Int } }
        }
        #expect(throws: DatabaseError.self) {
            try database.read { try $0.first("SELECT 1") { (try $0.next() as Int, try $0.next() as Int) } }
        }
    }

    @Test func `a statement can be run again after it failed in the middle`() throws {
        let database = database
        for _ in 0..<3 {
            #expect(throws: DatabaseError.self) {
                try database.read { try $0.all("SELECT 1 UNION ALL SELECT 'x'") { try $0.next() as Int } }
            }
        }
        #expect(try database.read { try $0.all("SELECT 1 UNION ALL SELECT 2") { try $0.next() as Int } } == [1, 2])
    }

    @Test(.onlyOnSQLite) func `a backup is a whole database of its own`() throws {
        try database.write { tx in try tx.add("kept") }
        try database.backup(to: folder.file("copy.db"))
        try database.write { tx in try tx.add("later") }
        let copy = try Database.ofTest(folder.file("copy.db"), migrations: [notes])
        #expect(try copy.read { try $0.notes() } == ["kept"])
        #expect(try copy.problems() == [])
    }

    @Test(.onlyOnSQLite) func `a backup made while others write is one state of the store`() throws {
        let database = database
        let writing = DispatchGroup()
        let isDone = Atomic(false)
        DispatchQueue(label: "test.writing").async(group: writing) {
            while !isDone.load(ordering: .relaxed) {
                // Both or neither.
                try? database.write { tx in
                    try tx.add("left")
                    try tx.add("right")
                }
            }
        }
        for number in 1...5 {
            let copy = folder.file("copy-\(number).db")
            try database.backup(to: copy)
            let notes = try Database.ofTest(copy, migrations: [notes]).read { try $0.notes() }
            #expect(notes.count { $0 == "left" } == notes.count { $0 == "right" })
        }
        isDone.store(true, ordering: .relaxed)
        writing.wait()
    }

    @Test func `a database that nobody holds lets its thread go`() throws {
        let folder = folder
        let group = DispatchGroup()
        DispatchQueue(label: "test.many").async(group: group) {
            // Dispatch has 255 threads to give.
            for _ in 0..<300 {
                let database = try? Database.ofTest(folder.file("b.db"), migrations: [])
                try? database?.write { _ in }
            }
        }
        #expect(group.wait(timeout: .now() + 120) == .success)
    }
}

private let notes = Migration(
    1, "notes",
    sqlite: """
        CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE counter (id INTEGER PRIMARY KEY, value INTEGER NOT NULL) STRICT;
        """,
    postgres: """
        CREATE TABLE note (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, text TEXT NOT NULL);
        CREATE UNIQUE INDEX note_text ON note (md5(text));
        CREATE TABLE counter (id BIGINT PRIMARY KEY, value BIGINT NOT NULL);
        """)

extension Reader where Self: ~Copyable {
    fileprivate func notes() throws -> [String] {
        try all("SELECT text FROM note ORDER BY id") { try $0.next() }
    }
}

extension Transaction {
    fileprivate func add(_ text: String) throws {
        try execute("INSERT INTO note (text) VALUES (\(text))")
    }
}
