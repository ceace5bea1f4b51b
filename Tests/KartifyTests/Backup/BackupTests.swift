import Domain
import FoundationEssentials
import Glibc
import Storage
import TestDatabase
import TestSupport
import Testing

@testable import Kartify

/// `kartify backup`, `kartify restore`, and the daily job.
struct BackupTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        #expect(terminal("website", "add", "Brand", "KFY", "localhost").run() == 0)
    }

    private var store: String { folder.file("data/kartify.sqlite") }

    private func terminal(_ arguments: String..., environment: [String: String] = [:]) -> Terminal {
        Terminal(
            arguments: arguments,
            environment: ["KARTIFY_DATA": folder.file("data"), "KARTIFY_TEMPLATES": TestShop.root + "/templates"]
                .merging(environment) { $1 })
    }

    private func websites() throws -> [String] {
        try Database(path: store).read { try $0.websites() }.map(\.name)
    }

    private func refusal(_ arguments: String...) -> String {
        let terminal = Terminal(arguments: arguments, environment: terminal("help").environment)
        return #expect(throws: Refusal.self) { try terminal.runCommand() }?.message ?? ""
    }

    /// A database of this process closes on its own thread, a moment after the last one has let it go.
    private func waitUntilClosed() throws {
        let folder = "/proc/self/fd"
        while try FileManager.default.contentsOfDirectory(atPath: folder).contains(where: {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == store
        }) { sched_yield() }
    }

    private func restore(_ copy: String) throws -> Int32 {
        try waitUntilClosed()
        return terminal("restore", copy).run()
    }

    private func files(_ path: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.file(path)))?.sorted() ?? []
    }

    @Test func `a backup is a sound copy, and never replaces a file`() throws {
        let copy = folder.file("copy.sqlite")
        #expect(terminal("backup", copy).run() == 0)
        #expect(try Database(path: copy).read { try $0.websites() }.map(\.name) == ["Brand"])
        #expect(refusal("backup", copy).contains("Name a file that is not there yet"))
        #expect(refusal("backup", folder.file("nowhere/copy.sqlite")).contains("was not made"))
    }

    @Test func `without a name it goes to the folder of the backups, and replaces what a killed one has left`() throws {
        mkdir(folder.file("data/backups"), 0o700)
        for end in ["", "-journal"] {
            let left = folder.file("data/backups/kartify-1.sqlite.part" + end)
            #expect(FileManager.default.createFile(atPath: left, contents: nil))
        }
        #expect(terminal("backup").run() == 0)
        let names = files("data/backups")
        #expect(names.count == 1 && names[0].hasPrefix("kartify-20") && names[0].hasSuffix("Z.sqlite"))
        let copy = try Database(path: folder.file("data/backups/\(names[0])"))
        #expect(try copy.read { try $0.websites() }.map(\.name) == ["Brand"])
    }

    @Test func `a backup is restored, and what it replaced is kept`() throws {
        let copy = folder.file("copy.sqlite")
        #expect(terminal("backup", copy).run() == 0)
        #expect(terminal("website", "add", "Later", "LAT", "later.example").run() == 0)
        #expect(try restore(copy) == 0)
        #expect(try websites() == ["Brand"])
        let old = try #require(files("data").first { $0.hasPrefix("kartify.sqlite.replaced-") })
        #expect(
            try Database(path: folder.file("data/\(old)")).read { try $0.websites() }.map(\.name) == ["Brand", "Later"])
        #expect(terminal("check").run() == 0)
        #expect(!files("data").contains { $0.contains("restoring") || $0.contains("trial") })
    }

    @Test func `a backup is restored where there is no database yet`() throws {
        let copy = folder.file("copy.sqlite")
        #expect(terminal("backup", copy).run() == 0)
        for end in ["", "-wal", "-shm"] { unlink(store + end) }
        #expect(try restore(copy) == 0)
        #expect(try websites() == ["Brand"])
    }

    @Test func `a damaged database is replaced, and kept`() throws {
        let copy = folder.file("copy.sqlite")
        #expect(terminal("backup", copy).run() == 0)
        try waitUntilClosed()
        try Data("no database".utf8).write(to: URL(filePath: store))
        #expect(try restore(copy) == 0)
        #expect(try websites() == ["Brand"])
    }

    @Test func `the log of a damaged database is kept with it, and never taken for the new one's`() throws {
        let copy = folder.file("copy.sqlite"), log = folder.file("log")
        #expect(terminal("backup", copy).run() == 0)
        // Else the log has the pages of the store's making too, and mends what is damaged below.
        try waitUntilClosed()
        do {
            let other = try Database(path: store)
            _ = try other.write { try $0.addWebsite(name: "Later", orderPrefix: "LAT", hosts: ["l.example"], at: noon) }
            try FileManager.default.copyItem(atPath: store + "-wal", toPath: log)
        }
        try waitUntilClosed()
        try Data("no database".utf8).write(to: URL(filePath: store))
        try FileManager.default.copyItem(atPath: log, toPath: store + "-wal")
        #expect(try restore(copy) == 0)
        #expect(try websites() == ["Brand"])
        #expect(terminal("check").run() == 0)
        #expect(files("data").contains { $0.hasPrefix("kartify.sqlite.replaced-") && $0.hasSuffix("-wal") })
    }

    @Test func `nothing is restored over a database that is in use`() throws {
        let copy = folder.file("copy.sqlite")
        #expect(terminal("backup", copy).run() == 0)
        let running = try Database(path: store)
        #expect(refusal("restore", copy).contains("Stop it first"))
        _ = try running.write { try $0.addWebsite(name: "Later", orderPrefix: "LAT", hosts: ["l.example"], at: noon) }
        #expect(try running.read { try $0.websites() }.count == 2)
    }

    @Test func `what is no backup, or not ours, is refused and changes nothing`() throws {
        let text = folder.file("text")
        try Data("hello, this is no database at all".utf8).write(to: URL(filePath: text))
        #expect(refusal("restore", text).contains("is no backup of Kartify"))
        #expect(refusal("restore", folder.file("nothing")).contains("cannot be read"))
        let other = try Database(path: folder.file("other.sqlite"), migrations: [])
        _ = other
        #expect(refusal("restore", folder.file("other.sqlite")).contains("Nothing was changed"))
        let copy = folder.file("copy.sqlite")
        #expect(terminal("backup", copy).run() == 0)
        let newer = try Database(path: copy)
        _ = try newer.write { try $0.execute("INSERT INTO migration VALUES (999, 'later', 1)") }
        #expect(refusal("restore", copy).contains("A newer Kartify made it"))
        #expect(try websites() == ["Brand"])
    }

    @Test func `a backup whose secrets the key does not open is refused`() throws {
        let copy = folder.file("copy.sqlite")
        let demo = Terminal(
            arguments: ["demo"],
            environment: [
                "KARTIFY_DATA": folder.file("demo"), "KARTIFY_TEMPLATES": TestShop.root + "/templates",
                "ADMIN_PASSWORD": "a password of a test", "CUSTOMER_PASSWORD": "a password of a test",
            ])
        #expect(demo.run() == 0)
        #expect(
            Terminal(arguments: ["backup", copy], environment: ["KARTIFY_DATA": folder.file("demo")]).run() == 0)
        #expect(terminal("migrate").run() == 0)
        #expect(refusal("restore", copy).contains("is not the one that encrypted"))
        #expect(try websites() == ["Brand"])
    }
}

@Suite(.onlyOnSQLite)
struct DailyBackupTests {
    private func backups(_ shop: TestShop) -> [String] {
        shop.world.backups.backups.map(\.path)
    }

    @Test func `the job makes one a day, and drops those that are older than two weeks`() throws {
        let shop = try TestShop()
        #expect(try shop.world.runNow(.backUp, by: "schedule").hasPrefix("Made "))
        let first = try #require(backups(shop).first)
        var past = timeval(tv_sec: Int(shop.now.milliseconds / 1000) - 15 * 86_400, tv_usec: 0)
        withUnsafePointer(to: &past) { time in
            withUnsafeTemporaryAllocation(of: timeval.self, capacity: 2) { both in
                (both[0], both[1]) = (time.pointee, time.pointee)
                _ = utimes(first, both.baseAddress)
            }
        }
        shop.clock.advance(.days(1))
        _ = try shop.world.runNow(.backUp, by: "schedule")
        #expect(backups(shop).count == 1 && !backups(shop).contains(first))
    }

    @Test func `a backup that fails is told to whoever takes alerts`() throws {
        let shop = try TestShop()
        let settings = AlertSettings(address: "ops@example.com", successPercent: 80, inventoryHours: 0, bankDays: 30)
        let id = shop.brand.id
        try shop.database.write { try $0.saveAlertSettings(settings, of: id) }
        try Data("in the way".utf8).write(to: URL(filePath: shop.world.backups.path))
        #expect(throws: Refusal.self) { try shop.world.runNow(.backUp, by: "schedule") }
        let alerts = try shop.database.read { try $0.undeliveredAlerts(since: noon - .days(1)) }
        #expect(alerts.map(\.cause) == [.backupFailed] && alerts[0].websiteID == id)
        #expect(alerts[0].message.contains("was not made"))
    }
}
