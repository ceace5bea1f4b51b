import Domain
import Storage
import TestDatabase
import TestSupport
import Testing

/// What a copy of a store does not replace.
@Suite(.onlyOnPostgres)
struct TransferRefusalTests {
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

    private func refusal(_ source: StorePlace, to target: StorePlace, of installation: Int = 7) -> String {
        let error = #expect(throws: (any Error).self) { try StoreTransfer.copy(source, to: target, of: installation) }
        return (error as? Refusal)?.message ?? ""
    }

    @Test func `tables of somebody else are left alone`() throws {
        try file.fill { try $0.put(Thing(1)) }
        let other = try TestEngine.connection(to: folder.file("server"))
        try other.run(script: "CREATE TABLE theirs (id BIGINT)")
        #expect(refusal(file, to: server).contains("none of Kartify's. Make an empty one: “createdb"))
        try other.run(script: "INSERT INTO theirs VALUES (1)")
    }

    @Test func `data that is no copy of this installation is left alone`() throws {
        try file.fill { try $0.put(Thing(1)) }
        try server.fill { try $0.execute("INSERT INTO website (id) VALUES (1)") }
        #expect(refusal(file, to: server).contains("no copy of this installation"))
        try server.fill { try $0.execute("DELETE FROM website") }
        try StoreTransfer.copy(file, to: server)
        try server.fill { try $0.execute("INSERT INTO website (id) VALUES (1)") }
        #expect(refusal(file, to: server, of: 8).contains("no copy of this installation"))
    }

    @Test func `a copy that was put to use is left alone`() throws {
        try file.fill { try $0.execute("INSERT INTO website (id) VALUES (1)") }
        try StoreTransfer.copy(file, to: server)
        try StoreTransfer.copy(server, to: back)
        for place in [server, back] { try place.open().write { try $0.putToUse() } }
        #expect(refusal(file, to: server).contains("somebody has worked with"))
        #expect(refusal(server, to: back).contains("Move it away: mv \(folder.file("b.sqlite"))"))
    }

    @Test func `a database of another schema is left alone`() throws {
        try file.fill { try $0.put(Thing(1)) }
        try server.fill { try $0.execute("INSERT INTO migration (number, title, checksum) VALUES (99, 'later', 1)") }
        #expect(refusal(file, to: server).contains("has schema 99, and this Kartify knows 1"))
        try TestEngine.connection(to: folder.file("server")).run(
            script: "DELETE FROM migration WHERE number = 99; UPDATE migration SET checksum = 5")
        #expect(refusal(file, to: server).contains("kartify migrate"))
    }

    @Test func `a store of another schema is not copied`() throws {
        try file.fill { try $0.execute("UPDATE migration SET checksum = 5") }
        #expect(refusal(file, to: server).contains("Type kartify migrate"))
        #expect(refusal(.file(folder.file("nowhere.sqlite")), to: server).contains("There is no database"))
    }

    @Test func `two files, or two servers, are told what copies them`() throws {
        #expect(refusal(file, to: back).contains("kartify backup FILE"))
        #expect(refusal(server, to: server).contains("pg_dump"))
    }
}
