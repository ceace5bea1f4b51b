import Crypto
import Domain
import FoundationEssentials
import Glibc
import Outbound
import Storage
import Web

struct World: Sendable {
    let database: Database
    let templates: Templates
    let http = HTTPClient(privateHosts: .all)
    /// New in every process: a console page from before a restart must be loaded again before its buttons work.
    let key = SecretKey.random()
    let clock: @Sendable () -> Instant = { systemNow() }
    let pause = Pause()
    private let file: ShopsFile

    /// Opens what the settings name.
    ///
    /// - Throws: a `Refusal` that says what to do.
    init(_ settings: Settings) throws {
        try FileManager.default.createDirectory(atPath: settings.data, withIntermediateDirectories: true)
        file = ShopsFile(settings.data + "/sandbox.json")
        database = try Database(path: settings.data + "/sandbox.sqlite", migrations: Migration.sandbox)
        templates = try Templates(
            folder: settings.templates,
            files: [
                Frame.template, ConsolePage.template, OrderPage.template, ProblemPage.template, BillPage.template,
                PaymentPage.template, MailboxPage.template, MailPage.template, "partials/csrf.html",
            ])
        _ = try readShops()
    }

    /// The websites that have an account with us now. A new version of the file that is wrong changes nothing.
    var shops: Shops {
        do {
            return try readShops()
        } catch {
            Log.event("sandbox.json is not used", ["reason": (error as? Refusal)?.message ?? "\(error)"])
            return file.last
        }
    }

    private func readShops() throws -> Shops {
        try file.current { shops in try database.write { try $0.seed(shops) } }
    }
}

private func systemNow() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
}
