import Crypto
import Domain
import FoundationEssentials
import Storage
import TestDatabase
import TestSupport
import Testing

@testable import Kartify

/// `kartify copy-to`: an installation moves to a server, and back.
@Suite(.onlyOnPostgres)
struct CopyToTests {
    private let folder: TemporaryFolder
    private let address: String

    init() throws {
        folder = try TemporaryFolder()
        address = try TestEngine.address(of: folder.file("server"))
        #expect(terminal("migrate").run() == 0)
    }

    private func terminal(_ arguments: String..., environment: [String: String] = [:]) -> Terminal {
        Terminal(
            arguments: arguments, environment: ["KARTIFY_DATA": folder.file("data")].merging(environment) { $1 })
    }

    /// What the command says.
    private func copy(to target: String, from environment: [String: String] = [:]) throws -> [String] {
        let installation = try Installation(terminal(environment: environment))
        var said: [String] = []
        try StoreMove(from: installation, to: target, by: "tests").run(at: noon) { said.append($0) }
        return said
    }

    private func refusal(_ arguments: String..., environment: [String: String] = [:]) -> String {
        let terminal = Terminal(
            arguments: arguments, environment: terminal().environment.merging(environment) { $1 })
        return #expect(throws: Refusal.self) { try terminal.runCommand() }?.message ?? ""
    }

    private func tables(_ lines: [String]) -> [String] {
        lines.filter { $0.contains("  ") && !$0.hasPrefix("audit") }.map { $0.replacing(#/ +\d+ written$/#, with: "") }
    }

    @Test func `a month of a shop comes back from a server as it went there`() throws {
        do {
            let database = try Installation(terminal()).openDatabase()
            var demo = Demo(
                database: database, key: try #require(try Installation(terminal()).readKey()),
                sandboxFile: folder.file("sandbox.json"), port: "8080", sandboxPort: "8081")
            demo.websites = DemoWebsite.large
            #expect(try demo.fillIfEmpty(at: noon - .days(DemoMonth.days)))
            try DemoMonth(database: database, websites: demo.websites, end: noon).fill()
        }
        let there = try copy(to: address)
        let other = folder.file("other")
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: false)
        let back = try copy(to: other, from: ["KARTIFY_DATABASE": address])
        #expect(tables(there) == tables(back) && tables(there).count > 50)
        #expect(there.contains { $0.hasPrefix("sales_order ") && $0.contains(" 300  ") })
        let copied = try Database(path: other + "/kartify.sqlite")
        #expect(try copied.problems() == [])
        let key = try #require(try Installation(terminal()).readKey())
        let sealed = try #require(try copied.read { try $0.module(of: 1)?.sealedAuthToken })
        #expect(key.open(sealed, purpose: SealPurpose.authToken) != nil)
        #expect(
            try copied.read { try $0.number("SELECT count(*) FROM audit WHERE action = 'Copied the database'") } == 2)
    }

    @Test func `it says what is next, while others have the database open and when nobody has`() throws {
        #expect(terminal("website", "add", "Brand", "KFY", "localhost").run() == 0)
        do {
            let running = try Installation(terminal()).openDatabase()
            let said = try copy(to: address).last
            #expect(said?.contains("1. systemctl stop kartify.socket kartify.service\n") == true)
            #expect(said?.contains("KARTIFY_DATABASE=ADDRESS in /etc/kartify/environment") == true)
            #expect(try running.read { try $0.websites() }.count == 1)
        }
        let store = folder.file("data/kartify.sqlite")
        // A database of this process closes on its own thread, a moment after the last one has let it go.
        while try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").contains(where: {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == store
        }) {}
        #expect(
            try copy(to: address).last?.hasPrefix("Nobody else had the database open, so nothing is missing.") == true)
    }

    @Test func `a copy may be looked at, and is one no longer when somebody works with it`() throws {
        let other = folder.file("other")
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: false)
        let source = ["KARTIFY_DATABASE": address]
        #expect(terminal("website", "add", "Brand", "KFY", "localhost").run() == 0)
        _ = try copy(to: address)
        for _ in 1...2 {
            _ = try copy(to: other, from: source)
            #expect(terminal("check", environment: ["KARTIFY_DATA": other]).run() == 0)
        }
        #expect(
            terminal("website", "add", "New", "NEW", "new.example", environment: ["KARTIFY_DATA": other]).run() == 0)
        #expect(
            refusal("copy-to", other, environment: source).contains(
                "somebody has worked with since it was copied. Move it away: mv \(other)/kartify.sqlite"))
    }

    @Test func `what cannot be done is answered with what to type`() throws {
        #expect(refusal("copy-to").contains("kartify copy-to postgres://user@host/name"))
        #expect(refusal("copy-to", folder.file("other")).contains("kartify backup FILE"))
        #expect(
            refusal("copy-to", address, environment: ["KARTIFY_DATA": folder.file("nothing")]).contains(
                "Set KARTIFY_DATA"))
        #expect(refusal("copy-to", "postgres://nobody@127.0.0.1:1/nothing").contains("type the command again"))
        #expect(
            refusal("copy-to", folder.file("nowhere"), environment: ["KARTIFY_DATABASE": address]).contains(
                "Name a folder that this user can write to"))
    }
}
