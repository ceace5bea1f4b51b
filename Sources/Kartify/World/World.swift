import OMS
import Crypto
import Domain
import Outbound
import Storage
import Web

/// Everything a handler may use. It is passed; nothing in the application is global.
package struct World: Sendable {
    let database: Database
    let templates: Templates
    let assets: Assets
    private let keyFile: KeyFile
    /// Asked for at each use, and kept nowhere: the keys may be rotated meanwhile.
    var key: SecretKey { keyFile.current }
    let oms: OMSClient
    let clock: @Sendable () -> Instant
    let log: Log
    let passwords: PasswordHasher
    let credentials: CredentialCache
    let keysInProgress = KeysInProgress()
    let rateLimits = RateLimits()
    let sharedCalls = SharedCalls()
    let metrics = Metrics()
    let readiness = Readiness()
    /// Three of them for one kind of caller.
    let hashingPlaces = Bulkhead(limit: 4)
    let refusedWebhooks = RefusedWebhookCounter()
    /// Caps the workers blocked by a hanging alert test.
    let alertTests = Bulkhead(limit: 2)
    /// A long export keeps a processor busy.
    let exports = Bulkhead(limit: 1)
    let background = BackgroundWork()
    let brakes: Brakes
    let secondFactor: SecondFactorRule
    let network: Network
    /// 0 to 99, to spread retries that would coincide.
    let jitter: @Sendable () -> Int
    let folder: String
    let imports: ImportFolder
    let images: ImageFolder
    let exportFiles: ExportFolder
    let temporaryFiles: TemporaryFiles
    let mailWords: MailWords
    let backups: BackupFolder

    /// - Parameters:
    ///   - folder: where the installation keeps its files.
    ///   - hasBrakes: whether orders, carts and registrations are slowed down when they come too often.
    ///   - secondFactor: who has to have a second factor.
    ///   - waitingPages: how many page requests may wait for the OMS at once; half of the workers.
    package init(
        database: Database, folder: String, templates: Templates, assets: Assets = .unversioned, key: SecretKey,
        waitingPages: Int, log: Log, clock: @escaping @Sendable () -> Instant, passwords: PasswordHasher = .standard,
        network: Network = Network(),
        backups: BackupFolder? = nil, credentials: CredentialCache = CredentialCache(),
        hasBrakes: Bool = true, secondFactor: SecondFactorRule = .optional,
        jitter: @escaping @Sendable () -> Int = { .random(in: 0...99) }
    ) {
        self.database = database
        self.templates = templates
        self.assets = assets
        keyFile = KeyFile(folder + "/kartify.key", key)
        self.log = log
        self.clock = clock
        self.passwords = passwords
        self.network = network
        self.credentials = credentials
        self.jitter = jitter
        brakes = Brakes(isOn: hasBrakes)
        self.secondFactor = secondFactor
        self.folder = folder
        imports = ImportFolder(folder + "/imports")
        images = ImageFolder(folder + "/images")
        exportFiles = ExportFolder(folder + "/exports")
        self.backups = backups ?? BackupFolder(path: folder + "/backups", keep: 14)
        mailWords = MailWords(folder: folder + "/mail")
        temporaryFiles = TemporaryFiles(folder + "/temporary")
        oms = OMSClient(
            network.http, waitingPages: waitingPages, patience: network.patience, clock: clock
        ) { [metrics] record in
            metrics.called(record.kind, record.outcome, took: record.duration)
        }
    }
}

/// How the installation reaches others, and how it is reached.
package struct Network: Sendable {
    /// How browsers reach the websites, for links in alerts: `https`, and a port only when it is an unusual one.
    let scheme: String
    let port: String
    /// Takes mails; nil when there is none.
    let mail: MailServer?
    let http: HTTPClient
    let patience: Patience

    /// Websites at https without a port, unless something else is said.
    package init(
        scheme: String = "https", port: String = "", mail: MailServer? = nil, patience: Patience = .standard,
        privateHosts: PrivateHosts = .none
    ) {
        self.scheme = scheme
        self.port = port
        self.mail = mail
        self.patience = patience
        http = HTTPClient(patience, privateHosts: privateHosts)
    }
}
