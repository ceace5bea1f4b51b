import Crypto
import Domain
import FoundationEssentials
import Glibc
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
        (["user", "greet", "asha"], "There is no “user greet”."),
        (["user", "remove", "nobody"], "There is no user “nobody”."),
        (["user", "reset", "nobody"], "There is no user “nobody”."),
        (["user", "reset", "asha", "now"], "only --second-factor"),
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

    @Test func `only an administrator can be the only one`() throws {
        #expect(terminal("migrate").run() == 0)
        try database().write { try $0.addStaff(username: "ravi", passwordHash: "x", role: .support, at: .now) }
        #expect(terminal("user", "role", "ravi", "operations").run() == 0)
        #expect(try database().read { try $0.staff() }.map(\.role) == [.operations])
    }

    @Test func `a user is removed with all that is theirs, but for their name and the last administrator`() throws {
        #expect(terminal("website", "add", "Brand", "KFY", "a.example").run() == 0)
        let database = try database()
        let website = try #require(try database.read { try $0.website(host: "a.example") })
        let files = ImportFolder(folder.file("data/imports"))
        try database.write { store in
            for name in ["asha", "ravi"] {
                try store.addStaff(username: name, passwordHash: "x", role: .administrator, at: .now)
            }
            let ravi = try store.login("ravi").member.id
            let origin = SessionOrigin(device: DeviceName(userAgent: ""), address: "192.0.2.7")
            try store.addSession([1], of: .staff(ravi), at: website.id, from: origin, now: .now)
            try store.keepForm([1], of: .staff(ravi), to: "/admin", sealedFields: [1], until: .now + .minutes(1))
            try store.addCatalogImport("TOKEN", fileName: "a.csv", of: ravi, at: website.id, now: .now)
            try store.addSecondFactor(sealedSecret: [1], step: 1, of: ravi)
            try store.setRecoveryCodes([[1], [2]], of: ravi)
            try store.audit("Pushed an order", of: "KFY-1", by: "ravi", websiteID: website.id, at: .now)
        }
        try FileManager.default.createDirectory(atPath: folder.file("data/imports"), withIntermediateDirectories: true)
        try "a".write(toFile: files.file("TOKEN", .upload), atomically: true, encoding: .utf8)
        #expect(terminal("user", "remove", "Ravi").run() == 0)
        #expect(!FileManager.default.fileExists(atPath: files.file("TOKEN", .upload)))
        #expect(try database.read { try $0.staff() }.map(\.username) == ["asha"])
        let entries = try database.read { try $0.auditEntries(of: website.id, limit: 9) }
        #expect(entries.contains { $0.staff == "ravi" && $0.action == "Pushed an order" })
        #expect(entries.first.map { [$0.action, $0.subject] } == ["Removed the staff login", "ravi"])
        let refusal = #expect(throws: Refusal.self) { try terminal("user", "remove", "asha").runCommand() }
        #expect(refusal?.message.hasPrefix("“asha” is the only administrator.") == true)
    }

    @Test func `a reset ends all sessions, and takes the second factor away where that is asked for`() throws {
        #expect(terminal("migrate").run() == 0)
        let database = try database()
        try database.write { store in
            try store.addStaff(username: "asha", passwordHash: "x", role: .administrator, at: .now)
            try store.addSecondFactor(sealedSecret: [1], step: 1, of: try store.login("asha").member.id)
        }
        #expect(terminal("user", "reset", "asha").run() == 0)
        let login = try database.read { try $0.login("asha") }
        #expect(login.passwordHash.hasPrefix("$argon2id$") && login.sealedSecret != nil)
        #expect(try #require(login.passwordUntil) > .now + .days(2))
        #expect(terminal("user", "reset", "asha", "--second-factor").run() == 0)
        #expect(try database.read { try $0.login("asha").sealedSecret } == nil)
    }

    @Test func `what is done before there is a website is in the audit trail of the first one`() throws {
        #expect(terminal("migrate").run() == 0)
        try database().write { try $0.addStaff(username: "ravi", passwordHash: "x", role: .support, at: .now) }
        #expect(terminal("user", "end", "ravi").run() == 0)
        #expect(terminal("website", "add", "Brand", "KFY", "a.example").run() == 0)
        let website = try #require(try database().read { try $0.website(host: "a.example") })
        let entries = try database().read { try $0.auditEntries(of: website.id, limit: 9) }
        #expect(entries.map(\.action) == ["Added the website", "Ended all sessions"])
    }

    @Test func `what somebody does in a terminal stands in the audit trail, with who typed it`() throws {
        let sudo = ["SUDO_USER": "asha"]
        #expect(terminal(["website", "add", "Brand", "KFY", "a.example"], sudo).run() == 0)
        let database = try database()
        let website = try #require(try database.read { try $0.website(host: "a.example") })
        try database.write { try $0.addStaff(username: "ravi", passwordHash: "x", role: .support, at: .now) }
        #expect(terminal(["user", "role", "ravi", "administrator"], sudo).run() == 0)
        #expect(terminal(["user", "end", "ravi"]).run() == 0)
        let entries = try database.read { try $0.auditEntries(of: website.id, limit: 9) }
        #expect(
            entries.map(\.action) == ["Ended all sessions", "Changed the role to Administrator", "Added the website"])
        #expect(entries.map(\.subject) == ["ravi", "ravi", "Brand"])
        #expect(entries.dropFirst().allSatisfy { $0.staff == "terminal: asha" })
        #expect(entries[0].staff == terminal().person)
    }

    @Test func `what is done before there is a website is in the audit trail of each that comes`() throws {
        #expect(terminal("migrate").run() == 0)
        let file = folder.file("copy.sqlite")
        for arguments in [["backup", file], ["cron", "run", "housekeeping"]] {
            #expect(terminal(arguments, ["SUDO_USER": "asha"]).run() == 0)
        }
        #expect(terminal("website", "add", "Brand", "KFY", "a.example").run() == 0)
        let database = try database()
        let website = try #require(try database.read { try $0.website(host: "a.example") })
        let told = try database.read { try $0.auditEntries(of: website.id, limit: 9) }
        #expect(told.map(\.action) == ["Added the website", "Ran a job", "Made a backup"])
        #expect(told.map(\.subject) == ["Brand", "housekeeping", file])
        #expect(told.dropFirst().allSatisfy { $0.staff == "terminal: asha" && $0.address == nil })
    }

    @Test func `a command that crashes leaves no memory in a core file`() throws {
        #expect(terminal("version").run() == 0)
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
        #expect(limit.rlim_cur == 0 && limit.rlim_max == 0)
        let filter = try String(contentsOfFile: "/proc/self/coredump_filter", encoding: .utf8)
        #expect(Int(filter.prefix { $0.isHexDigit }, radix: 16) == 0)
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
        #expect(try database().read { try $0.module(of: brand.id) }?.settings == ModuleSettings(oms: .arvind))
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
