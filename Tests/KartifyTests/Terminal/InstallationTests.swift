import Crypto
import Domain
import FoundationEssentials
import Glibc
import Storage
import TestDatabase
import TestSupport
import Testing

@testable import Kartify

/// Starting: everything that is wrong with an installation stops it with one sentence that says what to do.
struct InstallationTests {
    private let folder: TemporaryFolder
    private let data: String

    init() throws {
        folder = try TemporaryFolder()
        data = folder.file("data")
    }

    private func installation(_ environment: [String: String] = [:]) throws -> Installation {
        try Installation(
            Terminal(
                arguments: [],
                environment: ["KARTIFY_DATA": data, "KARTIFY_TEMPLATES": TestShop.root + "/templates"]
                    .merging(environment) { $1 }))
    }

    @discardableResult
    private func open(_ environment: [String: String] = [:]) throws -> World {
        try installation(environment).open(log: Log { _ in })
    }

    /// One sentence or two, with the words that say what is wrong, and what to do.
    private func expectRefusal(
        _ words: String..., from environment: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let refusal = #expect(throws: Refusal.self, sourceLocation: sourceLocation) { try open(environment) }
        for part in words {
            #expect(
                refusal?.message.contains(part) == true, "\(refusal?.message ?? "")", sourceLocation: sourceLocation)
        }
        #expect(refusal?.message.hasSuffix(".") == true && refusal?.message.contains("\n") == false)
    }

    private func write(_ text: String, to path: String) {
        #expect(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
    }

    @Test func `a new installation makes its folder, its database and a key that nobody else may read`() throws {
        let key = try open().key.fileContent
        let attributes = try FileManager.default.attributesOfItem(atPath: data + "/kartify.key")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.attributesOfItem(atPath: data)[.posixPermissions] as? Int == 0o700)
        #expect(key.count == 32 && FileManager.default.contents(atPath: data + "/kartify.key") == Data(key))
        #expect(FileManager.default.fileExists(atPath: data + "/kartify.sqlite"))
        #expect(try open().key.fileContent == key)
    }

    @Test func `the key is in no file but its own`() throws {
        let world = try open()
        let sealed = world.key.seal("token", purpose: SealPurpose.authToken)
        try world.database.write { store in
            let website = try store.addWebsite(name: "Brand", orderPrefix: "KFY", hosts: ["localhost"], at: noon)
            try store.setAuthToken(sealed: sealed, of: website.id)
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: data) where name != "kartify.key" {
            let bytes = FileManager.default.contents(atPath: "\(data)/\(name)") ?? Data()
            #expect(bytes.firstRange(of: world.key.fileContent) == nil, "\(name)")
        }
    }

    @Test func `a folder that cannot be created is refused`() {
        write("", to: folder.file("file"))
        expectRefusal("cannot be made", "Set DATA to", from: ["KARTIFY_DATA": folder.file("file/data")])
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func `a folder that is not writable is refused`() throws {
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        #expect(chmod(data, 0o500) == 0)
        defer { chmod(data, 0o700) }
        expectRefusal("\(data) cannot be written to", "Set DATA to")
    }

    @Test func `a database of a newer version is refused`() throws {
        let world = try open()
        _ = try world.database.write {
            try $0.execute("INSERT INTO migration (number, title, checksum) VALUES (999, 'the future', 1)")
        }
        expectRefusal("written by a newer Kartify (schema 999", "Install that version again")
    }

    @Test func `a database with other migrations is refused`() throws {
        let world = try open()
        _ = try world.database.write { try $0.execute("UPDATE migration SET checksum = checksum + 1 WHERE number = 2") }
        expectRefusal("Migration 2 is not", "Install the version that made it")
    }

    @Test func `a file that is no database is refused`() throws {
        mkdir(data, 0o700)
        write(String(repeating: "This is not SQLite. ", count: 100), to: data + "/kartify.sqlite")
        expectRefusal("kartify.sqlite cannot be opened", "Check the file")
    }

    @Test func `a missing key is refused if the database has sealed values, and else generated`() throws {
        let world = try open()
        let key = data + "/kartify.key"
        try FileManager.default.removeItem(atPath: key)
        try open()
        let sealed = world.key.seal("token", purpose: SealPurpose.authToken)
        try world.database.write { store in
            let website = try store.addWebsite(name: "Brand", orderPrefix: "KFY", hosts: ["localhost"], at: noon)
            try store.setAuthToken(sealed: sealed, of: website.id)
        }
        try FileManager.default.removeItem(atPath: key)
        expectRefusal("The key file \(key) is missing", "Restore it from your backup")
        #expect(!FileManager.default.fileExists(atPath: key))
    }

    @Test func `a key that does not match the database stops the start`() throws {
        let world = try open()
        let sealed = world.key.seal("token", purpose: SealPurpose.authToken)
        try world.database.write { store in
            let website = try store.addWebsite(name: "Brand", orderPrefix: "KFY", hosts: ["localhost"], at: noon)
            try store.setAuthToken(sealed: sealed, of: website.id)
        }
        try open()
        write(String(repeating: "k", count: 32), to: data + "/kartify.key")
        expectRefusal("is not the one that encrypted the values in this database", "Restore the right one")
    }

    @Test(arguments: ["", "short", String(repeating: "x", count: 33)])
    func `a key file that is damaged is refused and left alone`(content: String) throws {
        try open()
        write(content, to: data + "/kartify.key")
        expectRefusal("kartify.key cannot be read or is damaged", "Restore the right one")
        #expect(FileManager.default.contents(atPath: data + "/kartify.key") == Data(content.utf8))
    }

    @Test(arguments: [0o644, 0o640, 0o660])
    func `a key file that others may read is refused until it is private`(mode: UInt32) throws {
        let key = try open().key.fileContent
        chmod(data + "/kartify.key", mode)
        expectRefusal("Others on this machine may read the key file", "chmod 600")
        chmod(data + "/kartify.key", 0o600)
        #expect(try open().key.fileContent == key)
    }

    @Test(arguments: [0o755, 0o750, 0o770, 0o702])
    func `a folder that others may look into is refused until it is closed`(mode: UInt32) throws {
        try open()
        chmod(data, mode)
        expectRefusal("Others on this machine may look into the folder", "chmod go-rw")
        try installation().makePrivate()
        try open()
    }

    @Test func `nginx may pass through the folder`() throws {
        try open()
        chmod(data, 0o711)
        try open()
    }

    @Test func `templates that are not there`() {
        for place in [folder.file("nowhere"), folder.path] {
            expectRefusal("There are no templates in \(place)", "KARTIFY_TEMPLATES", from: ["KARTIFY_TEMPLATES": place])
        }
    }

    @Test func `a template that cannot be read is named`() {
        write("{{#open}} and never closed", to: folder.file("broken.html"))
        expectRefusal("broken.html cannot be read", "Install", from: ["KARTIFY_TEMPLATES": folder.path])
    }

    @Test(arguments: ["1", "0", "-4", "257", "many", "4.5"])
    func `an invalid number of workers is refused`(workers: String) {
        expectRefusal("KARTIFY_WORKERS must be a number from 2 to 256", from: ["KARTIFY_WORKERS": workers])
    }

    @Test
    func `an address that names no server is refused, and one that does not answer is not told with its password`() {
        expectRefusal("KARTIFY_DATABASE must begin with postgres://", from: ["KARTIFY_DATABASE": "mysql://a/b"])
        for address in ["postgres://kartify:geheim@127.0.0.1:1/x", "postgres://kartify:geheim@127.0.0.1:a:b/x"] {
            let refusal = #expect(throws: Refusal.self) { try open(["KARTIFY_DATABASE": address]) }
            #expect(refusal?.message.contains("does not answer") == true, "\(refusal?.message ?? "")")
            #expect(refusal?.message.contains("geheim") == false)
        }
    }

    @Test(.onlyOnPostgres) func `a server that may lose what it has confirmed is refused`() throws {
        // The tests' own server need not survive anything.
        let address = try TestEngine.address(of: folder.file("server"))
        expectRefusal("may lose what it has confirmed: fsync is off: type “ALTER", from: ["KARTIFY_DATABASE": address])
    }
}
