import Crypto
import Domain
import FoundationEssentials
import Storage
import TestSupport
import Testing

@testable import Kartify

/// `kartify …`: what can be tried without a process of its own.
struct TerminalTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func terminal(_ arguments: String..., environment: [String: String] = [:]) -> Terminal {
        terminal(arguments, environment)
    }

    private func terminal(_ arguments: [String], _ environment: [String: String] = [:]) -> Terminal {
        Terminal(
            arguments: arguments,
            environment: ["KARTIFY_DATA": folder.file("data"), "KARTIFY_TEMPLATES": TestShop.root + "/templates"]
                .merging(environment) { $1 })
    }

    private func database() throws -> Database { try Database(path: folder.file("data/kartify.sqlite")) }

    @Test(arguments: [
        (["fly"], "There is no command “fly”. “kartify help” lists them."), (["user"], "kartify user add NAME"),
        (["user", "remove", "asha"], "There is no “user remove”."),
        (["user", "add", "A b"], "A name has 2 to 50 letters"),
        (["user", "add", "asha", "king"], "A role is administrator, operations or support."),
        (["user", "password", "nobody"], "There is no user “nobody”."),
        (["user", "end", "nobody"], "There is no user “nobody”."),
        (["backup", "a", "b"], "kartify backup [FILE]"), (["restore"], "kartify restore FILE"),
        (["cron"], "kartify cron run JOB"), (["cron", "run", "nothing"], "Say which job"),
        (["cron", "run", "push-orders", "--days"], "from 1 to 366"),
        (["cron", "run", "push-orders", "--days", "0"], "from 1 to 366"),
        (["cron", "run", "push-orders", "--days", "367"], "from 1 to 366"), (["website"], "kartify website add"),
        (["website", "add", "Brand", "KFY"], "kartify website add NAME PREFIX HOST"),
        (["website", "gateway", "a.example", "none"], "No website answers at “a.example”."),
        (["website", "add", " ", "KFY", "a.example"], "Type a name"),
        (["website", "add", "Brand", "kfy", "a.example"], "2 to 8 capital letters"),
        (["website", "add", "Brand", "KFY", "http://a.example"], "“http://a.example” is no host name."),
        (["website", "add", "Brand", "KFY", "a.example:80"], "“a.example:80” is no host name."),
    ])
    func `what was typed wrong is answered with one sentence, and exit code 1`(arguments: [String], words: String) {
        let refusal = #expect(throws: Refusal.self) { try terminal(arguments).runCommand() }
        #expect(refusal?.message.contains(words) == true, "\(refusal?.message ?? "")")
        #expect(terminal(arguments).run() == 1)
    }

    @Test func `a user gets another role, but the last administrator keeps theirs`() throws {
        #expect(terminal("migrate").run() == 0)
        let database = try database()
        for name in ["asha", "ravi"] {
            try database.write { try $0.addStaff(username: name, passwordHash: "x", role: .administrator, at: .now) }
        }
        #expect(terminal("user", "role", "Ravi", "support").run() == 0)
        let refusal = #expect(throws: Refusal.self) { try terminal("user", "role", "asha", "operations").runCommand() }
        #expect(refusal?.message.hasPrefix("“asha” is the only administrator.") == true)
        #expect(terminal("user", "role", "ravi", "king").run() == 1)
        #expect(terminal("user", "list").run() == 0)
        #expect(try database.read { try $0.staff() }.map(\.role) == [.administrator, .support])
    }

    @Test func `the sessions of a user are listed and ended`() throws {
        #expect(terminal("migrate").run() == 0)
        let database = try database()
        let website = try database.write { store in
            try store.addStaff(username: "ravi", passwordHash: "x", role: .support, at: .now)
            return try store.addWebsite(name: "Brand", orderPrefix: "KFY", hosts: ["localhost"], at: .now)
        }
        let ravi = try #require(try database.read { try $0.staff(username: "ravi") }).member
        let origin = SessionOrigin(device: DeviceName(userAgent: ""), address: "192.0.2.7")
        try database.write { try $0.addSession([1], of: .staff(ravi.id), at: website.id, from: origin, now: .now) }
        #expect(terminal("user", "sessions", "ravi").run() == 0)
        #expect(terminal("user", "end", "Ravi").run() == 0)
        #expect(try database.read { try $0.sessions(of: .staff(ravi.id), at: .now) }.isEmpty)
    }

    @Test func `what somebody does in a terminal stands in the audit trail, with who typed it`() throws {
        let sudo = ["SUDO_USER": "asha"]
        #expect(terminal(["website", "add", "Brand", "KFY", "a.example"], sudo).run() == 0)
        let database = try database()
        let website = try #require(try database.read { try $0.website(host: "a.example") })
        try database.write { try $0.addStaff(username: "ravi", passwordHash: "x", role: .support, at: .now) }
        #expect(terminal(["user", "role", "ravi", "administrator"], sudo).run() == 0)
        #expect(terminal(["user", "end", "ravi"]).run() == 0)
        let entries = try database.read { try $0.auditEntries(of: website.id, before: nil, limit: 9) }
        #expect(
            entries.map(\.action) == ["Ended all sessions", "Changed the role to Administrator", "Added the website"])
        #expect(entries.map(\.subject) == ["ravi", "ravi", "Brand"])
        #expect(entries.dropFirst().allSatisfy { $0.staff == "terminal: asha" })
        #expect(entries[0].staff == terminal().person)
    }

    @Test func `migrate, check and an empty run go well`() throws {
        for arguments in [
            [], ["help"], ["routes"], ["migrate"], ["check"], ["cron", "run", "push-orders", "--days", "3"],
        ] {
            #expect(terminal(arguments).run() == 0, "\(arguments)")
        }
        let run = try #require(try database().read { try $0.run(id: 1) })
        #expect(run.startedBy == "terminal" && run.windowHours == 72 && run.finishedAt != nil && run.fault == nil)
    }

    @Test func `a website is added once; a prefix or a host that is taken is refused`() throws {
        #expect(terminal("website", "add", "Brand", "KFY", "Brand.Example", "localhost").run() == 0)
        let brand = try #require(try database().read { try $0.website(host: "brand.example") })
        #expect(brand.name == "Brand" && brand.orderPrefix == "KFY")
        #expect(try database().read { try $0.module(of: brand.id) }?.settings == ModuleSettings())
        for arguments in [["Other", "KFY", "other.example"], ["Other", "OTH", "localhost"]] {
            let refusal = #expect(throws: Refusal.self) { try terminal(["website", "add"] + arguments).runCommand() }
            #expect(refusal?.message.contains("Another website has this prefix, or one of these hosts.") == true)
        }
        #expect(try database().read { try $0.websites() } == [brand])
    }

    @Test func `only a demo has the sandbox's payment gateway`() throws {
        #expect(terminal("website", "add", "Brand", "KFY", "localhost").run() == 0)
        #expect(terminal("website", "gateway", "localhost", "none").run() == 0)
        for (kind, words) in [("sandbox", "of demo websites only"), ("bank", "There is no payment gateway “bank”.")] {
            let refusal = #expect(throws: Refusal.self) {
                try terminal(["website", "gateway", "localhost", kind]).runCommand()
            }
            #expect(refusal?.message.contains(words) == true)
        }
        #expect(try database().read { try $0.paymentGateway(of: 1) } == nil)
    }
}

/// `kartify demo`: demo data, once.
struct DemoTests {
    private let folder: TemporaryFolder
    private let database: Database
    private let key = SecretKey.random()

    init() throws {
        folder = try TemporaryFolder()
        database = try Database(path: folder.file("kartify.sqlite"))
    }

    private func demo(port: String = "8080", sandboxPort: String = "8081") -> Demo {
        Demo(
            database: database, key: key, sandboxFile: folder.file("sandbox.json"), port: port, sandboxPort: sandboxPort
        )
    }

    private func sandbox() throws -> SandboxFile {
        let bytes = try #require(FileManager.default.contents(atPath: folder.file("sandbox.json")))
        return try JSONDecoder().decode(SandboxFile.self, from: bytes)
    }

    private func modules() throws -> [ModuleRow] {
        try database.read { store in try store.websites().compactMap { try store.module(of: $0.id) } }
    }

    @Test func `it fills an empty installation that both sides can work with`() throws {
        #expect(try demo().fillIfEmpty())
        let file = try sandbox(), modules = try modules()
        #expect(file.websites.map(\.host) == ["localhost", "second.localhost"] && modules.count == 2)
        for (website, module) in zip(file.websites, modules) {
            #expect(module.settings.isEnabled && module.settings.apiURL == "http://127.0.0.1:8081/api")
            #expect(PasswordHasher.standard.verify(website.password, against: try #require(module.passwordHash)))
            let token = key.open(try #require(module.sealedAuthToken), purpose: SealPurpose.authToken)
            #expect(token == website.authToken && website.username == module.settings.username)
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("sandbox.json"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `a second start changes no data and no secrets, and follows the ports`() throws {
        #expect(try demo().fillIfEmpty())
        let (file, modules) = (try sandbox(), try modules())
        let products = try database.read { try $0.number("SELECT count(*) FROM product") }
        #expect(try !demo(port: "9080", sandboxPort: "9081").fillIfEmpty())
        let (newFile, newModules) = (try sandbox(), try self.modules())
        #expect(newFile.websites.map(\.password) == file.websites.map(\.password))
        #expect(newFile.websites.map(\.authToken) == file.websites.map(\.authToken))
        #expect(newFile.websites.map(\.address) == ["http://localhost:9080", "http://second.localhost:9080"])
        #expect(newModules.map(\.passwordHash) == modules.map(\.passwordHash))
        #expect(newModules.map(\.sealedAuthToken) == modules.map(\.sealedAuthToken))
        #expect(newModules.map(\.settings.apiURL) == Array(repeating: "http://127.0.0.1:9081/api", count: 2))
        #expect(try database.read { try $0.number("SELECT count(*) FROM product") } == products)
        #expect(try database.read { try $0.websites() }.count == 2)
    }

    @Test func `its websites are paid by the sandbox, until somebody takes that away`() throws {
        #expect(try demo().fillIfEmpty())
        let file = try sandbox()
        _ = try demo(sandboxPort: "9081").fillIfEmpty()
        #expect(try sandbox().websites.map(\.gatewaySecret) == file.websites.map(\.gatewaySecret))
        for (id, website) in zip(1..., file.websites) {
            let row = try #require(try database.read { try $0.paymentGateway(of: ID(id)) })
            #expect(row.gateway.pageURL == "http://localhost:9081/pay" && row.gateway.keyID == website.gatewayKey)
            #expect(key.open(row.sealedSecret, purpose: SealPurpose.gatewaySecret) == website.gatewaySecret)
        }
        try database.write { try $0.setPaymentGateway(nil, of: 1) }
        _ = try demo().fillIfEmpty()
        #expect(try database.read { try $0.paymentGateway(of: 1) } == nil)
        try demo().connectGateway(host: "127.0.0.1")
        #expect(try database.read { try $0.paymentGateway(of: 1) }?.gateway.keyID == file.websites[0].gatewayKey)
    }

    @Test func `an address that staff have changed is left alone`() throws {
        #expect(try demo().fillIfEmpty())
        var settings = try modules()[0].settings
        settings.apiURL = "https://api.arvind.example/v1"
        let changed = settings
        try database.write { try $0.saveModule(changed, of: 1, at: noon) }
        _ = try demo(sandboxPort: "9081").fillIfEmpty()
        #expect(try modules().map(\.settings.apiURL) == ["https://api.arvind.example/v1", "http://127.0.0.1:9081/api"])
    }

    @Test func `passwords are the given ones, also on a later start`() throws {
        #expect(try demo().fillIfEmpty())
        for password in ["first-password", "second-password"] {
            try demo().setAdminPassword(password)
            try demo().setCustomerPassword(password)
            let staff = try #require(try database.read { try $0.staff(username: "admin") })
            #expect(PasswordHasher.standard.verify(password, against: staff.passwordHash))
            for website in try database.read({ try $0.websites() }) {
                let asha = try database.read { try $0.customer(email: Demo.customerEmail, of: website.id) }
                #expect(PasswordHasher.standard.verify(password, against: try #require(asha).passwordHash))
            }
        }
    }

    @Test func `a password that is too short is refused`() throws {
        let terminal = Terminal(
            arguments: ["demo"], environment: ["KARTIFY_DATA": folder.file("data"), "ADMIN_PASSWORD": "short"])
        let refusal = #expect(throws: Refusal.self) { try terminal.runCommand() }
        #expect(refusal?.message.contains("must have 8 to 200 characters.") == true)
    }
}
