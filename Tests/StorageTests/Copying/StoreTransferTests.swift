import FoundationEssentials
import Storage
import TestDatabase
import TestSupport
import Testing

/// A store that moves from a file to a server, and back.
@Suite(.onlyOnPostgres)
struct StoreTransferTests {
    private let folder: TemporaryFolder
    private let file: StorePlace
    private let server: StorePlace
    private let back: StorePlace

    init() throws {
        folder = try TemporaryFolder()
        file = .file(folder.file("a.sqlite"))
        server = .server(try TestEngine.address(of: folder.file("server")))
        back = .file(folder.file("b.sqlite"))
    }

    @Test(arguments: 1...5) func `every value comes back from a server as it went there`(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let rows = (1...1500).map { Thing($0, &random) }
        try file.fill { tx in for row in rows { try tx.put(row) } }
        try StoreTransfer.copy(file, to: server)
        #expect(try server.open().read { try $0.things() }.sorted() == rows.map(\.text).sorted())
        try StoreTransfer.copy(server, to: back)
        #expect(try back.open().read { try $0.things() }.sorted() == rows.map(\.text).sorted())
        #expect(try back.open().problems() == [])
    }

    @Test(arguments: 1...3) func `a copy that is made again is mended where it differs, whatever has changed`(seed: Int)
        throws
    {
        var random = Seeded(UInt64(seed))
        try file.fill { [rows = (1...5000).map { Thing($0, &random) }] tx in for row in rows { try tx.put(row) } }
        #expect(try StoreTransfer.copy(file, to: server).written > 5000)
        #expect(try StoreTransfer.copy(file, to: server).written == 0)
        for _ in 1...3 {
            let changes = (1...20).map { _ in Thing(Int.random(in: 1...6000, using: &random), &random) }
            try file.fill { tx in
                for change in changes {
                    try tx.execute("DELETE FROM part WHERE thing_id = \(change.id)")
                    try tx.execute("DELETE FROM thing WHERE id = \(change.id)")
                    if change.isKept { try tx.put(change) }
                }
            }
            let written = try StoreTransfer.copy(file, to: server).written
            #expect(written > 0 && written < 12_000)
            #expect(try server.open().read { try $0.things() } == (try file.open().read { try $0.things() }))
        }
    }

    @Test func `the character NUL, which no server's text can hold, arrives as the one for what cannot be shown`()
        throws
    {
        try file.fill { try $0.execute("INSERT INTO named (id, name) VALUES (1, \("a\0b"))") }
        try StoreTransfer.copy(file, to: server)
        let name = try server.open().read { store in
            try store.first("SELECT name FROM named") { try $0.next() as String }
        }
        #expect(name == "a\u{fffd}b")
        #expect(try StoreTransfer.copy(file, to: server).written == 0)
    }

    @Test func `names that two rows have exchanged do not stop a copy`() throws {
        try file.fill { tx in
            for id in 1...3000 { try tx.execute("INSERT INTO named (id, name) VALUES (\(id), \("n\(id)"))") }
        }
        try StoreTransfer.copy(file, to: server)
        try file.fill { tx in
            try tx.execute("UPDATE named SET name = 'other' WHERE id = 1")
            try tx.execute("UPDATE named SET name = 'n1' WHERE id = 3000")
            try tx.execute("UPDATE named SET name = 'n3000' WHERE id = 1")
        }
        try StoreTransfer.copy(file, to: server)
        let names: [String] = try server.open().read { store in
            try store.all("SELECT name FROM named WHERE id IN (1, 3000) ORDER BY id") { try $0.next() }
        }
        #expect(names == ["n3000", "n1"])
    }

    @Test func `it is the copy of one moment, though others write meanwhile, and says that it is not the last`() throws
    {
        try file.fill { tx in for id in 1...10 { try tx.put(Thing(id)) } }
        let store = try file.open()
        let result = try StoreTransfer.copy(file, to: server) { result in
            guard result.table == "named" else { return }
            #expect(throws: Never.self) { try store.write { try $0.put(Thing(11)) } }
        }
        #expect(!result.isWhole)
        #expect(try server.open().read { try $0.things() }.count == 10)
        #expect(try StoreTransfer.copy(file, to: server).isWhole == false)
        #expect(try server.open().read { try $0.things() }.count == 11)
    }

    @Test func `a copy of a store that nobody else has open is whole`() throws {
        try file.fill { try $0.put(Thing(1)) }
        try waitUntilClosed()
        #expect(try StoreTransfer.copy(file, to: server).isWhole)
        #expect(try file.open().read { try $0.things() }.count == 1)
    }

    @Test func `a copy that dies in the middle leaves what was there, and is made when it is tried again`() throws {
        try file.fill { tx in for id in 1...10 { try tx.put(Thing(id)) } }
        try StoreTransfer.copy(file, to: server)
        try file.fill { tx in for id in 11...20 { try tx.put(Thing(id)) } }
        let other = try TestEngine.connection(to: folder.file("server"))
        #expect(throws: DatabaseError.self) {
            try StoreTransfer.copy(file, to: server) { result in
                guard result.table == "thing" else { return }
                try? other.run(
                    script: """
                        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                        WHERE datname = current_database() AND state = 'idle in transaction'
                        """)
            }
        }
        #expect(try server.open().read { try $0.things() }.count == 10)
        try StoreTransfer.copy(file, to: server)
        #expect(try server.open().read { try $0.things() }.count == 20)
    }

    @Test func `a file that was left half made is made anew, and the whole one stays until then`() throws {
        try file.fill { try $0.put(Thing(1)) }
        try StoreTransfer.copy(file, to: server)
        try StoreTransfer.copy(server, to: back)
        let left = folder.file("b.sqlite.copying")
        _ = try StoreTransfer(from: server, to: back, of: 7, migrations: things)
        #expect(FileManager.default.fileExists(atPath: left))
        #expect(try back.open().read { try $0.things() }.count == 1)
        try StoreTransfer.copy(server, to: back)
        #expect(!FileManager.default.fileExists(atPath: left))
    }

    @Test func `the next row gets an id after the last one`() throws {
        try file.fill { try $0.put(Thing(41)) }
        try StoreTransfer.copy(file, to: server)
        let added = "INSERT INTO thing (words, is_kept) VALUES ('new', 1) RETURNING id" as SQL
        let id = try server.open().write { store in try store.first(added) { try $0.next() as Int } }
        #expect(id == 42)
        try StoreTransfer.copy(server, to: back)
        #expect(try back.open().write { store in try store.first(added) { try $0.next() as Int } } == 43)
    }

    /// A database of this process closes on its own thread, a moment after the last one has let it go.
    private func waitUntilClosed() throws {
        let path = folder.file("a.sqlite"), open = "/proc/self/fd"
        while try FileManager.default.contentsOfDirectory(atPath: open).contains(where: {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(open)/\($0)")) == path
        }) {}
    }
}
