import Domain
import Storage
import TestDatabase
import TestSupport
import Testing

/// A start on a server that we cannot work with, or that could lose what it has confirmed.
struct ServerFactsTests {
    @Test func `a server with all that is needed is taken`() {
        #expect(ServerFacts().refusal == nil)
        #expect(ServerFacts(version: 170_002).refusal == nil)
    }

    @Test func `a server before version 15 is refused`() {
        expect(ServerFacts(version: 140_013), "older than version 15", "“apt install postgresql”.")
    }

    @Test func `a database with another encoding or order is refused`() {
        let command = "“createdb --template=template0 --encoding=UTF8 --locale=C shop”."
        expect(ServerFacts(database: "shop", encoding: "LATIN1"), "has encoding LATIN1 and sorts by C, C", command)
        expect(
            ServerFacts(database: "shop", collations: ["en_IN.UTF-8", "en_IN.UTF-8"]), "sorts by en_IN.UTF-8", command)
        expect(ServerFacts(database: "shop", collations: ["C", "C.UTF-8"]), "sorts by C, C.UTF-8", command)
    }

    @Test func `a standby is refused`() {
        expect(ServerFacts(isWritable: false), "takes no writes", "?target_session_attrs=read-write”.")
    }

    @Test func `a database that is somebody else's is refused`() {
        expect(
            ServerFacts(user: "shop", isOurs: false), "The user shop may not make tables",
            "“psql -c 'ALTER DATABASE kartify OWNER TO shop'”.")
    }

    private func expect(_ facts: ServerFacts, _ words: String, _ command: String) {
        let message = facts.refusal?.message ?? ""
        #expect(message.contains(words) && message.hasSuffix(command), "\(message)")
    }
}

/// The same with a real server.
@Suite(.onlyOnPostgres)
struct ServerStartTests {
    private let folder: TemporaryFolder
    private let server: any Connection
    private let address: String

    init() throws {
        folder = try TemporaryFolder()
        let path = folder.file("a.db")
        _ = try Database.ofTest(path)
        (server, address) = (try TestEngine.connection(to: path), try TestEngine.address(of: path))
    }

    /// Opens another database of the server, with settings of its own.
    private func open(_ name: String, _ statements: [String], as user: String = "kartify") throws {
        for statement in statements { try server.run(script: statement) }
        defer { try? server.run(script: "DROP DATABASE \(name) WITH (FORCE)") }
        let start = address.firstIndex(of: "?") ?? address.endIndex
        let query = address[start...].replacing("user=kartify", with: "user=\(user)")
        _ = try Database(server: "postgres:///\(name)\(query)")
    }

    private func expectRefusal(
        _ words: String, _ name: String, _ statements: String..., user: String = "kartify"
    ) {
        let refusal = #expect(throws: Refusal.self) { try open(name, statements, as: user) }
        #expect(refusal?.message.contains(words) == true, "\(refusal?.message ?? "")")
    }

    @Test func `a database in another encoding is refused`() {
        expectRefusal(
            "has encoding LATIN1", "latin", "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    }

    @Test func `a database that sorts in another way is refused`() {
        expectRefusal(
            "sorts by C.UTF-8", "sorted", "CREATE DATABASE sorted TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
    }

    @Test func `a database that takes no writes is refused`() {
        expectRefusal(
            "takes no writes", "readonly", "CREATE DATABASE readonly TEMPLATE template0",
            "ALTER DATABASE readonly SET default_transaction_read_only = on")
    }

    @Test func `a database of another user is refused`() {
        expectRefusal(
            "The user stranger may not make tables", "foreign_one", "CREATE DATABASE foreign_one TEMPLATE template0",
            "CREATE ROLE stranger LOGIN", user: "stranger")
    }

    @Test(arguments: ["off", "local", "remote_write"])
    func `a setting that confirms commits too early is refused, with what to type`(setting: String) throws {
        let path = folder.file("b.db")
        let name = try Database.ofTest(path).read {
            try $0.first("SELECT current_database()") { try $0.next() as String }
        }
        try server.run(script: "ALTER DATABASE \(name ?? "") SET synchronous_commit = \(setting)")
        let risks = try Database(server: TestEngine.address(of: path)).riskySettings()
        let words = "synchronous_commit is \(setting): type “ALTER SYSTEM SET synchronous_commit = on;”"
        #expect(risks.contains { $0.hasPrefix(words) }, "\(risks)")
    }
}
