import OMS
import Crypto
import Domain
import FoundationEssentials
import Outbound
import Storage
import Synchronization
import TestDatabase
import TestSupport
import Web

@testable import Kartify

/// Two websites on a store of their own, the real site in front of them, and an OMS that answers as a test says.
final class TestShop: Sendable {
    static let staffPassword = "staff-password-1"
    static let ashasPassword = "ashas-password-1"

    let folder: TemporaryFolder
    let clock: FakeClock
    let ai: TestOMS
    let world: World
    let brand: Website
    let second: Website
    private let site: Site
    private let lines: CollectedLines
    private let requests = Atomic(0)

    /// A shop with goods on both websites.
    ///
    /// - Parameters:
    ///   - waitingPages: how many pages may wait for Arvind at once.
    ///   - templates: other ones than the repository's.
    ///   - hasBrakes: whether orders, carts and registrations are slowed down; a test's crowd comes from one address.
    ///   - secondFactor: who has to have one.
    ///   - mail: takes the alerts that go by mail.
    ///   - privateHosts: which hosts may be called at private addresses.
    ///   - oms: the first website's.
    ///   - patience: how long calls to it may take.
    ///   - words: files of mails' words that websites have of their own.
    init(
        waitingPages: Int = 8, templates: Templates? = nil, mail: MailServer? = nil, hasBrakes: Bool = false,
        secondFactor: SecondFactorRule = .optional, privateHosts: String = "127.0.0.1",
        oms: OMSKind = OnEveryOMS.kind, patience: Patience = .unhurried, words: [String: String] = [:]
    ) throws {
        folder = try TemporaryFolder()
        try folder.write(words)
        ai = try TestOMS(oms)
        let clock = FakeClock()
        self.clock = clock
        let lines = CollectedLines()
        self.lines = lines
        let database = try Database.ofTest(folder.file("kartify.sqlite"))
        world = World(
            database: database, folder: folder.path, templates: try templates ?? Self.templates.get(), key: .random(),
            waitingPages: waitingPages,
            log: Log { lines.append($0) }, clock: { clock.now }, passwords: .cheap,
            network: Network(mail: mail, patience: patience, privateHosts: PrivateHosts(privateHosts)),
            credentials: CredentialCache(waiting: 120_000), hasBrakes: hasBrakes, secondFactor: secondFactor,
            jitter: { 0 })
        site = Site(world)
        (brand, second) = try database.write { store in
            (
                try store.addWebsite(name: "Brand", orderPrefix: "KFY", hosts: ["localhost"], oms: oms, at: noon),
                try store.addWebsite(name: "Second", orderPrefix: "SEC", hosts: ["second.localhost"], at: noon)
            )
        }
        try oms == .arvind
            ? enableModule(of: brand, username: ai.username, password: ai.password) : enableFynd(ai)
        try enableModule(of: second, username: "arvind-2", password: "arvind-password-2")
        for website in [brand, second] { try connectGateway(to: website) }
        try stock()
    }

    /// The same shop on another machine: an application of its own on the same store.
    init(beside first: TestShop) throws {
        (folder, ai, clock, brand, second, lines) = (
            first.folder, first.ai, first.clock, first.brand, first.second, first.lines
        )
        let clock = first.clock
        world = World(
            database: try Database.ofTest(first.folder.file("kartify.sqlite")), folder: first.folder.path,
            templates: first.world.templates, key: first.world.key, waitingPages: 8, log: first.world.log,
            clock: { clock.now }, passwords: .cheap, network: first.world.network,
            credentials: CredentialCache(waiting: 120_000), hasBrakes: first.world.brakes.isOn, jitter: { 0 })
        site = Site(world)
    }

    var database: Database { world.database }
    var now: Instant { clock.now }
    var log: String { lines.text }

    /// The tables that a refused call may write: the log, and what staff are warned of.
    static let whatIsKeptOfRefusals: Set = ["exchange", "oms_trouble", "rejected_event"]

    /// The repository's own folder.
    static let root = String(#filePath.dropLast("/Tests/KartifyTests/Fixture/TestShop.swift".count))

    private static let templates = Result { try loadTemplates() }

    static let templateFiles = Result {
        try FileManager.default.subpathsOfDirectory(atPath: root + "/templates")
            .filter { ($0.hasSuffix(".html") || $0.hasSuffix(".txt")) && !$0.hasPrefix("sandbox/") }
    }

    /// The repository's templates, or all but some of them.
    static func loadTemplates(without missing: Set<String> = [], inspect: Templates.PageInspector? = nil) throws
        -> Templates
    {
        let files = try templateFiles.get().filter { !missing.contains($0) }
        return try Templates(folder: root + "/templates", files: files, inspect: inspect)
    }

    func send(
        _ method: String, _ path: String, to host: String = "localhost", isSecure: Bool = false,
        from address: String = "127.0.0.1", headers: [String: String] = [:], body: [UInt8] = []
    ) -> Answer {
        let parts = path.split(separator: "#")[0].split(separator: "?", maxSplits: 1).map(String.init)
        let number = requests.add(1, ordering: .relaxed).newValue
        let request = Request(
            id: "request-\(number)", now: now, method: method, path: parts[0], query: parts.count > 1 ? parts[1] : "",
            authority: isSecure ? host : "\(host):8080", isSecure: isSecure, remoteAddress: address, headers: headers,
            body: body)
        return Answer(response: site.answer(request))
    }

    /// Somebody who has never been here.
    func visitor(at host: String = "localhost") -> Browser {
        Browser(self, at: host)
    }

    /// Arvind calling the first website with the right credentials.
    var arvind: ArvindCaller {
        ArvindCaller(shop: self, username: ai.username, password: ai.password)
    }

    /// FYND with signed events for the first website.
    var fynd: FyndCaller { FyndCaller(shop: self) }

    /// Arvind calling the second website with the right credentials.
    var arvindOfSecond: ArvindCaller {
        ArvindCaller(shop: self, host: "second.localhost", username: "arvind-2", password: "arvind-password-2")
    }
}

extension TemporaryFolder {
    /// Puts files of websites' own words where the program looks for them.
    func write(_ words: [String: String]) throws {
        for (name, text) in words {
            let path = URL(filePath: file("mail/\(name)"))
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: path)
        }
    }
}

/// The log, kept.
private final class CollectedLines: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    func append(_ line: [UInt8]) {
        bytes.withLock { $0 += line }
    }

    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
}

extension Patience {
    /// For tests that do not speak of time-outs: on a busy machine an answer comes late, and comes all the same.
    static let unhurried = Patience(everything: 120_000)
}
