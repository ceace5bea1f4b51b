import Crypto
import Domain
import Glibc
import Storage

extension Terminal {
    /// `kartify rotate-key`
    func rotateKey() throws {
        guard arguments.count == 1 else {
            throw Refusal(.invalid, "Type it without anything else: kartify rotate-key.")
        }
        let installation = try Installation(self)
        say(try KeyRotation(installation, try installation.openDatabase(), by: person).run(at: .now))
    }
}

/// Another key for everything that is sealed, while the site serves. It takes two runs, for a request that began before the
/// new key was there may still seal with the old one, or not open what the new one has sealed. Whatever a run was doing when it
/// died, the next one goes on.
struct KeyRotation {
    /// Longer than any request takes.
    static let patience = Span.minutes(2)
    private static let batch = 100

    private let installation: Installation
    private let database: Database
    private let person: String

    init(_ installation: Installation, _ database: Database, by person: String) {
        self.installation = installation
        self.database = database
        self.person = person
    }

    /// Does the next step, and says what is next.
    func run(at now: Instant) throws -> String {
        let folder = try lockFolder()
        defer { close(folder) }
        let key = try installation.openKey(database)
        guard key.hasOlderKeys else {
            try write(key.addingKey(), "Added a key", at: now)
            return "A new key seals from now on. To finish, type kartify rotate-key again after \(end(from: now))."
        }
        let added = try addedAt()
        guard now >= added + Self.patience else {
            throw Refusal(
                .conflict,
                "A request that began before the new key may still run. Type kartify rotate-key again after \(end(from: added))."
            )
        }
        let count = try resealEverything(key)
        try write(key.removingOlderKeys(), "Removed the old key", at: now)
        return
            "\(counted(count, "value is", "values are")) sealed with the new key, and the old one is removed. Back up kartify.key, and keep the old one with the old backups."
    }

    private func end(from start: Instant) -> String { (start + Self.patience).istWithSeconds }

    private func write(_ key: SecretKey, _ action: String, at now: Instant) throws {
        try writePrivately(key.fileContent, to: installation.keyPath)
        try database.write { try $0.auditEverywhere(action, of: "kartify.key", by: person, at: now) }
    }

    /// Two runs at once would each add a key, and one of them would be lost. The lock ends with the process.
    private func lockFolder() throws -> Int32 {
        let folder = open(installation.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0, flock(folder, LOCK_EX | LOCK_NB) == 0 else {
            if folder >= 0 { close(folder) }
            throw Refusal(.conflict, "Another kartify rotate-key is running. Wait until it ends.")
        }
        return folder
    }

    private func addedAt() throws -> Instant {
        var status = stat()
        guard stat(installation.keyPath, &status) == 0 else {
            throw Refusal(.invalid, "The key file \(installation.keyPath) cannot be read.")
        }
        return Instant(milliseconds: Int64(status.st_mtim.tv_sec) * 1000)
    }

    /// Again and again, until a whole round finds nothing: a secret may be moved, by who saves a new one, while a round runs.
    private func resealEverything(_ key: SecretKey) throws -> Int {
        var total = 0
        while true {
            let count = try resealOnce(key)
            guard count > 0 else { return total }
            total += count
        }
    }

    private func resealOnce(_ key: SecretKey) throws -> Int {
        var count = try reseal(try database.read { try $0.sealedSecrets() }, key)
        var lastReturn: ID<RequestRow> = 0
        while true {
            let found = try database.read { try $0.sealedBankDetails(after: lastReturn, limit: Self.batch) }
            guard let last = found.last else { break }
            count += try reseal(found.map(\.value), key)
            lastReturn = last.id
        }
        var lastForm: [UInt8] = []
        while true {
            let found = try database.read { try $0.sealedForms(after: lastForm, limit: Self.batch) }
            guard let last = found.last else { break }
            count += try reseal(found.map(\.value), key)
            lastForm = last.hash
        }
        return count
    }

    /// Seals the old ones of a batch anew, in one transaction.
    private func reseal(_ values: [SealedValue], _ key: SecretKey) throws -> Int {
        let new = try values.filter { !key.isNewest($0.bytes) }.map { value in
            let purpose = SealPurpose.of(value.place)
            guard let text = key.open(value.bytes, purpose: purpose) else {
                throw Refusal(
                    .conflict,
                    "A sealed value (\(purpose)) opens with no key of \(installation.keyPath), so the old key stays. Save that value anew, and type kartify rotate-key again."
                )
            }
            return (value, key.seal(text, purpose: purpose))
        }
        guard !new.isEmpty else { return 0 }
        try database.write { store in
            for (value, sealed) in new { try store.reseal(value, as: sealed) }
        }
        return new.count
    }
}
