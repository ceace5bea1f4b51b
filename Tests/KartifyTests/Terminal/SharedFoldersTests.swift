import Domain
import FoundationEssentials
import Storage
import TestDatabase
import TestSupport
import Testing

@testable import Kartify

/// Machines on one database see the same files, or do not start.
struct SharedFoldersTests {
    private let folder: TemporaryFolder
    private let database: Database

    init() throws {
        folder = try TemporaryFolder()
        database = try Database.ofTest(folder.file("kartify.sqlite"))
        for machine in ["a", "b"] {
            try FileManager.default.createDirectory(atPath: folder.file(machine), withIntermediateDirectories: true)
        }
    }

    private func start(_ machine: String) throws {
        try SharedFolders(folder: folder.file(machine)).check(database)
    }

    private func share(_ name: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("b/\(name)"), withDestinationPath: folder.file("a/\(name)"))
    }

    @Test func `the first machine marks its folders, and starts again with them`() throws {
        try start("a")
        try start("a")
        for name in ["images", "imports", "exports"] {
            #expect(FileManager.default.fileExists(atPath: folder.file("a/\(name)/.kartify")))
        }
    }

    @Test func `a machine with a folder of its own is refused, and told what to mount or to type`() throws {
        try start("a")
        try share("images")
        let refusal = #expect(throws: Refusal.self) { try start("b") }
        let path = folder.file("b/imports")
        #expect(refusal?.message.contains("The folder \(path) is not the one") == true)
        #expect(refusal?.message.contains("Mount the shared one there") == true)
        let mark = try database.read { try $0.mark(ofFolder: "imports") } ?? ""
        #expect(refusal?.message.hasSuffix("type “echo \(mark) >\(path)/.kartify”.") == true)
        try "\(mark)\n".write(toFile: path + "/.kartify", atomically: false, encoding: .utf8)
        try share("exports")
        try start("b")
    }

    @Test func `the checkup names each folder that is a machine's own, where the store is on a server`() throws {
        let shop = try TestShop()
        try SharedFolders(folder: folder.file("a")).check(shop.database)
        let found = try Checkup(shop.world).findings().filter { $0.subject == "Shared folders" }
        #expect(found.map(\.state) == (TestEngine.isSQLite ? [] : [.bad, .bad, .bad]))
    }

    @Test func `a folder that is a machine's own is named, with what to type`() throws {
        let folders = SharedFolders(folder: folder.file("b"))
        #expect(try folders.faults(database).isEmpty)
        try start("a")
        for name in ["images", "exports"] { try share(name) }
        let fault = try #require(folders.faults(database).first)
        let path = folder.file("b/imports")
        #expect(fault.words.contains("The folder \(path) is not the one"))
        #expect(fault.remedy.contains(">\(path)/.kartify”"))
        try share("imports")
        #expect(try folders.faults(database).isEmpty)
    }

    @Test func `a machine that sees the same folders starts`() throws {
        try start("a")
        for name in ["images", "imports", "exports"] { try share(name) }
        try start("b")
    }

    @Test func `of machines that start at once with folders of their own one is taken`() throws {
        let started = try inParallel(2) { number in
            do {
                try start(["a", "b"][number])
                return true
            } catch is Refusal {
                return false
            }
        }
        #expect(started.count { $0 } <= 1)
        #expect(["a", "b"].count { (try? start($0)) != nil } <= 1)
    }

    @Test func `the folders that belong to another database are marked for this one, too`() throws {
        try start("a")
        let another = try Database.ofTest(folder.file("another.sqlite"))
        try SharedFolders(folder: folder.file("a")).check(another)
        try start("a")
    }
}
