import Arvind
import Crypto
import Domain
import Storage
import Web

/// Everything a handler may use. It is passed; nothing in the application is global.
public struct World: Sendable {
    let database: Database
    let templates: Templates
    let key: SecretKey
    let arvind: ArvindClient
    let clock: @Sendable () -> Instant
    let log: Log
    let passwords: PasswordHasher
    let credentials = CredentialCache()
    let metrics = Metrics()
    let background = BackgroundWork()

    /// A world on an open store.
    ///
    /// - Parameter waitingPages: how many page requests may wait for Arvind at once; half of the workers.
    public init(
        database: Database, templates: Templates, key: SecretKey, waitingPages: Int, log: Log,
        clock: @escaping @Sendable () -> Instant, passwords: PasswordHasher = .standard
    ) {
        self.database = database
        self.templates = templates
        self.key = key
        self.log = log
        self.clock = clock
        self.passwords = passwords
        arvind = ArvindClient(waitingPages: waitingPages, clock: clock)
    }
}
