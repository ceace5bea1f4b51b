import Crypto
import Domain
import FoundationEssentials
import Glibc
import Outbound
import Storage
import Web

/// The files of an installation: the database, and the key that decrypts its secrets.
struct Installation {
    let folder: String
    /// The address of a database on a server; nil for the file in the folder.
    let server: String?
    private let templates: String
    private let assets: Assets
    private let network: Network
    private let hasBrakes: Bool
    private let secondFactor: SecondFactorRule
    let workers: Int
    let backups: BackupFolder

    init(_ terminal: Terminal) throws {
        folder = terminal.setting("KARTIFY_DATA", else: "var")
        templates = terminal.setting("KARTIFY_TEMPLATES", else: "templates")
        assets = Assets(folder: terminal.setting("KARTIFY_PUBLIC", else: templates + "/../public"))
        let address = terminal.setting("KARTIFY_DATABASE", else: "")
        guard address.isEmpty || address.hasPrefix("postgres://") || address.hasPrefix("postgresql://") else {
            throw Refusal(
                .invalid, "KARTIFY_DATABASE must begin with postgres://, or be empty for the file in KARTIFY_DATA.")
        }
        server = address.isEmpty ? nil : address
        guard let workers = Int(terminal.setting("KARTIFY_WORKERS", else: "16")), (2...256).contains(workers) else {
            throw Refusal(.invalid, "KARTIFY_WORKERS must be a number from 2 to 256.")
        }
        self.workers = workers
        guard let days = Int(terminal.setting("KARTIFY_BACKUPS_KEEP", else: "14")), (1...3660).contains(days) else {
            throw Refusal(.invalid, "KARTIFY_BACKUPS_KEEP must be a number of days from 1 to 3660.")
        }
        backups = BackupFolder(path: terminal.setting("KARTIFY_BACKUPS", else: folder + "/backups"), keep: days)
        network = try Network(terminal)
        hasBrakes = terminal.setting("KARTIFY_BRAKES", else: "on") != "off"
        guard let rule = SecondFactorRule(rawValue: terminal.setting("KARTIFY_SECOND_FACTOR", else: "optional")) else {
            throw Refusal(.invalid, "KARTIFY_SECOND_FACTOR must be optional, administrators or everybody.")
        }
        secondFactor = rule
    }

    /// Opens everything, or refuses with a sentence that says what to do.
    func open(log: Log = .standardError) throws -> World {
        let database = try openDatabase()
        let key = try openKey(database)
        // Half of the workers may wait for the OMS; the other half keeps the pages fast.
        return World(
            database: database, folder: folder, templates: try openTemplates(), assets: assets, key: key,
            waitingPages: workers / 2, log: log, clock: { .now }, network: network, backups: backups,
            hasBrakes: hasBrakes, secondFactor: secondFactor)
    }

    /// Opens the database and brings it up to date, to work with it from here on.
    func openDatabase() throws -> Database {
        let database = try openStore()
        if try database.read({ try $0.isUnusedCopy() }) { try database.write { try $0.putToUse() } }
        return database
    }

    /// Opens the database and brings it up to date. A copy that nobody has used stays one.
    func openStore() throws -> Database {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Refusal(
                .invalid, "The folder \(folder) cannot be made. Set DATA to a folder that this user can write to.")
        }
        guard access(folder, W_OK | X_OK) == 0 else {
            throw Refusal(
                .invalid, "The folder \(folder) cannot be written to. Set DATA to another one, or change its owner.")
        }
        guard mode(of: folder) & Self.othersMay == 0 else {
            throw Refusal(
                .invalid,
                "Others on this machine may look into the folder \(folder). Close it with chmod go-rw \(folder).")
        }
        do {
            return try server.map(openDatabase(on:))
                ?? Database(path: file, waitingWriters: waitingWriters)
        } catch DatabaseError.newerSchema(let found, let known) {
            throw Refusal(
                .conflict,
                "The database \(place) was written by a newer Kartify (schema \(found), this one knows \(known)). Install that version again."
            )
        } catch DatabaseError.migrationChanged(let number) {
            throw Refusal(
                .conflict,
                "Migration \(number) is not the one that made the database \(place). Install the version that made it."
            )
        } catch DatabaseError.lost(let message) {
            throw Refusal(
                .conflict, "The database server does not answer (\(message)). Check it, and KARTIFY_DATABASE.")
        } catch DatabaseError.failed(_, let message, _) {
            throw Refusal(
                .conflict,
                "The database \(server == nil ? file : place) cannot be opened (\(message)). Check the file and its owner."
            )
        }
    }

    var file: String { folder + "/kartify.sqlite" }
    var place: String { server == nil ? "in \(folder)" : "on the server" }

    /// Half of the workers may wait for a writer that does not get on.
    private var waitingWriters: Int { workers / 2 }

    private func openDatabase(on server: String) throws -> Database {
        let database = try Database(server: server, waitingWriters: waitingWriters)
        let risks = try database.riskySettings()
        guard risks.isEmpty else {
            throw Refusal(
                .invalid, "The database server may lose what it has confirmed: \(risks.joined(separator: " "))")
        }
        return database
    }

    var keyPath: String { folder + "/kartify.key" }

    /// The key in the key file; nil where there is no file.
    func readKey() throws -> SecretKey? {
        guard FileManager.default.fileExists(atPath: keyPath) else { return nil }
        guard let bytes = FileManager.default.contents(atPath: keyPath), let key = SecretKey(Array(bytes)) else {
            throw Refusal(
                .invalid,
                "The key file \(keyPath) cannot be read or is damaged. Restore the right one from your backup.")
        }
        return key
    }

    /// Reads the key file, or makes one for a new installation.
    func openKey(_ database: Database) throws -> SecretKey {
        let path = keyPath
        if let key = try readKey() {
            guard try database.read({ try opensEverything($0, with: key) }) else {
                throw Refusal(
                    .conflict,
                    "The key file \(path) is not the one that encrypted the values in this database. Restore the right one from your backup."
                )
            }
            guard mode(of: path) & 0o077 == 0 else {
                throw Refusal(
                    .invalid,
                    "Others on this machine may read the key file \(path). Make it private with chmod 600 \(path).")
            }
            return key
        }
        guard try !database.read({ try $0.hasSealedValues() }) else {
            throw Refusal(
                .conflict,
                "The key file \(path) is missing, but the database holds values that only it can decrypt. Restore it from your backup."
            )
        }
        let key = SecretKey.random()
        try writePrivately(key.fileContent, to: path)
        return key
    }

    /// Before anything is opened: a folder or a key that others may read is refused.
    func makePrivate() {
        chmod(keyPath, 0o600)
        chmod(folder, mode(of: folder) & ~Self.othersMay)
    }

    /// What others may not do in the folder. nginx may pass through it, to the images.
    private static let othersMay: mode_t = 0o066

    /// 0 where there is no file.
    private func mode(of path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
    }

    private func opensEverything(_ store: borrowing Snapshot, with key: SecretKey) throws -> Bool {
        try store.websites().allSatisfy { website in
            let tokens = try OMSKind.allCases.compactMap { try store.module(of: website.id, $0)?.sealedAuthToken }
            let secret = try store.paymentGateway(of: website.id)?.sealedSecret
            return tokens.allSatisfy { key.open($0, purpose: SealPurpose.authToken) != nil }
                && secret.map { key.open($0, purpose: SealPurpose.gatewaySecret) != nil } ?? true
        }
    }

    private func openTemplates() throws -> Templates {
        let found = FileManager.default.enumeratedFiles(below: templates).filter {
            ($0.hasSuffix(".html") || $0.hasSuffix(".txt")) && !$0.hasPrefix("sandbox/")
        }
        guard !found.isEmpty else {
            throw Refusal(
                .invalid,
                "There are no templates in \(templates). Set KARTIFY_TEMPLATES to the folder that came with Kartify.")
        }
        do {
            return try Templates(folder: templates, files: found.sorted())
        } catch TemplateError.cannotLoad(let file) {
            throw Refusal(
                .invalid, "The template \(templates)/\(file) cannot be read. Install Kartify's templates again.")
        }
    }
}

extension FileManager {
    fileprivate func enumeratedFiles(below folder: String) -> [String] {
        (try? subpathsOfDirectory(atPath: folder)) ?? []
    }
}

extension Instant {
    static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

extension Network {
    /// What the environment says: `KARTIFY_PORT` for an installation without TLS, `KARTIFY_SMTP` and
    /// `KARTIFY_MAIL_FROM`, `KARTIFY_PRIVATE_HOSTS`.
    fileprivate init(_ terminal: Terminal) throws(Refusal) {
        let port = terminal.setting("KARTIFY_PORT", else: "")
        let smtp = terminal.setting("KARTIFY_SMTP", else: "")
        var mail: MailServer?
        if !smtp.isEmpty {
            guard let sender = EmailAddress(terminal.setting("KARTIFY_MAIL_FROM", else: "")) else {
                throw Refusal(.invalid, "Set KARTIFY_MAIL_FROM to the e-mail address that mails come from.")
            }
            mail = MailServer(url: smtp, sender: sender)
            if mail == nil { throw Refusal(.invalid, "KARTIFY_SMTP must begin with smtp:// or smtps://.") }
        }
        self.init(
            scheme: port.isEmpty ? "https" : "http", port: port.isEmpty ? "" : ":\(port)", mail: mail,
            privateHosts: PrivateHosts(terminal.setting("KARTIFY_PRIVATE_HOSTS", else: "")))
    }
}
