import Domain
import FoundationEssentials
import Glibc
import Storage
import TestDatabase
import TestSupport
import Testing

@testable import Kartify

/// `/admin/health` and `kartify doctor`: what is said of an installation, and what to type.
struct CheckupTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    private func findings(_ subject: String) throws -> [Finding] {
        try Checkup(shop.world).findings().filter { $0.subject.hasPrefix(subject) }
    }

    private func finding(_ subject: String) throws -> Finding {
        try #require(try findings(subject).first, "nothing is said of \(subject)")
    }

    private func runAllJobs() throws {
        for job in Job.allCases { _ = try shop.world.runNow(job, by: "schedule") }
    }

    @Test func `a store that takes no writes is broken`() throws {
        #expect(try finding("Database").state == .good)
        try shop.database.refuse("UPDATE ON migration", saying: "tired")
        shop.clock.advance(.seconds(2))
        let found = try finding("Database")
        #expect(found.state == .bad && found.remedy?.contains("kartify check") == true)
    }

    @Test func `mails that cannot be sent are spoken of, and nothing is where a website sends none`() throws {
        #expect(try findings("Brand: messages").isEmpty)
        try shop.set(MessageSettings(sendsMail: true))
        _ = try shop.visitor().order()
        let found = try finding("Brand: messages")
        #expect(found.state == .bad && found.remedy?.contains("KARTIFY_SMTP") == true)
        try shop.change("UPDATE message SET state = 'given_up'")
        #expect(
            try findings("Brand: messages").last?.words == "1 message of the last week could not be sent for a day.")
        #expect(try findings("Second: messages").isEmpty)
    }

    @Test func `a key that others may read is mended`() throws {
        let path = shop.world.folder + "/kartify.key"
        #expect(try finding("Key file").state == .bad)
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        chmod(path, 0o644)
        let found = try finding("Key file")
        #expect(found.state == .bad && found.remedy == "chmod 600 \(path)")
        #expect(try found.fix?() == "Made \(path) private.")
        #expect(try finding("Key file").state == .good)
    }

    @Test(.onlyOnSQLite) func `a missing backup is made, and an old one is told`() throws {
        let found = try finding("Backup")
        #expect(found.state == .warning && found.remedy == "kartify backup")
        #expect(try found.fix?().hasPrefix("Made ") == true)
        // A file has the machine's own time.
        shop.clock.advance(shop.world.backups.backups[0].at - shop.now)
        #expect(try finding("Backup").state == .good)
        shop.clock.advance(.hours(37))
        #expect(try finding("Backup").state == .bad)
    }

    @Test func `a job that is late or off is told`() throws {
        try runAllJobs()
        #expect(try finding("Jobs").words == "Every job runs in time.")
        shop.clock.advance(.minutes(16))
        let late = try finding("Push orders")
        #expect(late.state == .bad && late.remedy?.contains("kartify cron run push-orders") == true)
        try shop.database.write { try $0.switchJob("push-orders", isOn: false) }
        #expect(try finding("Push orders").words == "This job is switched off.")
        #expect(try findings("Jobs").isEmpty)
    }

    @Test func `each website tells of its module, its calls, its orders and its alerts`() throws {
        let subject = "Brand: Arvind"
        #expect(try finding(subject).words == "Webhooks need no signature.")
        #expect(try finding("Brand: alerts").words == "Nobody is told when something goes wrong.")
        shop.ai.answers("/orders", .answer(500, "{}"))
        _ = try shop.visitor().order()
        shop.clock.advance(.minutes(20))
        try shop.push()
        #expect(try findings(subject).contains { $0.words.hasPrefix("No clear answer to 1 call ") && $0.state == .bad })
        shop.clock.advance(.hours(7))
        #expect(try findings(subject).contains { $0.words == "1 order is stuck." })
        let settings = AlertSettings(address: "ops@example.com", successPercent: 80, inventoryHours: 0, bankDays: 30)
        let id = shop.brand.id
        try shop.database.write { try $0.saveAlertSettings(settings, of: id) }
        let mail = try finding("Brand: alerts")
        #expect(mail.state == .bad && mail.remedy?.contains("KARTIFY_SMTP") == true)
        try shop.change("UPDATE module SET is_enabled = 0 WHERE website_id = 1")
        #expect(try finding(subject).words == "The module is disabled: no orders are pushed.")
    }

    @Test func `settings of a demo are told`() throws {
        let world = World(
            database: shop.database, folder: shop.folder.path, templates: shop.world.templates, key: shop.world.key,
            waitingPages: 8, log: shop.world.log, clock: shop.world.clock,
            network: Network(scheme: "http", port: ":8080"), hasBrakes: false)
        let found = try Checkup(world).findings().filter { $0.subject == "Settings" }
        #expect(found.map(\.state) == [.warning, .warning])
        #expect(found[0].words.contains("KARTIFY_BRAKES") && found[1].words.contains("KARTIFY_PORT"))
    }

    @Test func `the page shows the worst first, to administrators only`() throws {
        let page = try shop.staff().get("/admin/health")
        #expect(page.status == 200 && page.words.contains("need somebody"))
        let broken = try #require(page.words.firstRange(of: "Broken")),
            good = try #require(page.words.firstRange(of: "Good"))
        #expect(broken.lowerBound < good.lowerBound)
        #expect(try shop.staff(.operations).get("/admin/health").status == 403)
    }
}

/// In a terminal.
struct DoctorTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func terminal(_ arguments: String...) -> Terminal {
        Terminal(
            arguments: arguments,
            environment: ["KARTIFY_DATA": folder.file("data"), "KARTIFY_TEMPLATES": TestShop.root + "/templates"])
    }

    @Test func `an installation that works is well enough, and fix makes the backup it lacks`() throws {
        #expect(terminal("doctor").run() == 0)
        #expect(terminal("doctor", "--fix").run() == 0)
        let backups = try FileManager.default.contentsOfDirectory(atPath: folder.file("data/backups"))
        #expect(backups.count == 1)
    }

    @Test func `fix makes the key private before it is read`() throws {
        #expect(terminal("doctor").run() == 0)
        chmod(folder.file("data/kartify.key"), 0o644)
        #expect(terminal("doctor").run() == 1)
        #expect(terminal("doctor", "--fix").run() == 0)
    }

    @Test func `what is broken ends with exit code 1`() throws {
        #expect(terminal("website", "add", "Brand", "KFY", "localhost").run() == 0)
        let database = try Database(path: folder.file("data/kartify.sqlite"))
        _ = try database.write { try $0.execute("UPDATE module SET is_enabled = 1") }
        #expect(terminal("doctor").run() == 1)
        #expect(terminal("doctor", "now").run() == 1)
    }
}
