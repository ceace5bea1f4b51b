import Crypto
import Domain
import FoundationEssentials
import Storage
import TestSupport
import Testing

@testable import Kartify

/// `kartify rotate-key`: another key, while the site serves.
struct RotateKeyTests {
    private let folder: TemporaryFolder
    private let installation: Installation
    private let world: World
    private let website: Website
    private let later = Instant.now + KeyRotation.patience + .minutes(1)

    init() throws {
        folder = try TemporaryFolder()
        installation = try Installation(
            Terminal(
                arguments: [],
                environment: [
                    "KARTIFY_DATA": folder.file("data"), "KARTIFY_TEMPLATES": TestShop.root + "/templates",
                ]))
        world = try installation.open(log: Log { _ in })
        website = try world.database.write {
            try $0.addWebsite(name: "Brand", orderPrefix: "KFY", hosts: ["localhost"], at: noon)
        }
        try save("first")
    }

    private func save(_ token: String) throws {
        let sealed = world.key.seal(token, purpose: SealPurpose.authToken)
        try world.database.write { try $0.setAuthToken(sealed: sealed, of: website.id) }
    }

    private var token: [UInt8] {
        get throws { try #require(try world.database.read { try $0.module(of: website.id)?.sealedAuthToken }) }
    }

    private var keyFile: [UInt8] { Array(FileManager.default.contents(atPath: installation.keyPath) ?? Data()) }

    @discardableResult
    private func rotate(at now: Instant = .now) throws -> String {
        try KeyRotation(installation, world.database, by: "terminal: asha").run(at: now)
    }

    @Test func `two runs seal everything with a new key, and a running program needs no restart`() throws {
        let old = keyFile
        let cart = world.key.hash("browser", purpose: "browser")
        #expect(try rotate().contains("type kartify rotate-key again after"))
        #expect(world.key.hasOlderKeys && world.key.fileContent == keyFile)
        #expect(try world.key.open(token, purpose: SealPurpose.authToken) == "first")

        #expect(try rotate(at: later).hasPrefix("1 value is sealed with the new key"))
        #expect(try world.key.open(token, purpose: SealPurpose.authToken) == "first")
        #expect(try SecretKey(old)?.open(token, purpose: SealPurpose.authToken) == nil)
        #expect(!world.key.hasOlderKeys && keyFile.count == 64)
        #expect(world.key.hash("browser", purpose: "browser") == cart)
        #expect(try installation.openKey(world.database).fileContent == keyFile)
        #expect(
            try world.database.read { try $0.auditEntries(of: website.id, limit: 9) }.map(\.action)
                == ["Removed the old key", "Added a key"])
    }

    @Test func `the second run waits until no request can have the old key`() throws {
        try rotate()
        let both = keyFile
        let refusal = #expect(throws: Refusal.self) { try rotate() }
        #expect(refusal?.message.contains("may still run") == true && keyFile == both)
    }

    @Test func `a value that no key opens keeps the old key`() throws {
        try rotate()
        let both = keyFile
        try world.database.write {
            try $0.setWebhookSecret(sealed: [UInt8](repeating: 7, count: 60), of: website.id)
        }
        let refusal = #expect(throws: Refusal.self) { try rotate(at: later) }
        #expect(refusal?.message.contains("module webhook secret") == true && keyFile == both)
        #expect(try world.key.open(token, purpose: SealPurpose.authToken) == "first")
    }

    @Test func `more kept forms than a batch, and secrets old and new, are sealed anew`() throws {
        let secret = world.key.seal("old secret", purpose: SealPurpose.webhookSecret)
        let next = world.key.seal("new secret", purpose: SealPurpose.webhookSecret)
        let gateway = PaymentGateway(kind: .sandbox, pageURL: "http://localhost/pay", keyID: "key")
        let gatewaySecret = world.key.seal("paid", purpose: SealPurpose.gatewaySecret)
        try world.database.write { store in
            try store.setWebhookSecret(sealed: secret, of: website.id)
            try store.setWebhookSecret(sealed: next, of: website.id, keepingOldUntil: later)
            try store.setPaymentGateway((gateway, gatewaySecret), of: website.id)
            for person in 0..<50 {
                let email = try #require(EmailAddress("asha-\(person)@example.com"))
                let account = try store.addCustomer(
                    websiteID: website.id, email: email, name: "Asha Rao", passwordHash: "x", at: noon)
                for number in 0..<5 {
                    let sealed = world.key.seal("\(number)", purpose: SealPurpose.keptForm)
                    try store.keepForm(
                        randomBytes(32), of: .customer(account.id), to: "/checkout", sealedFields: sealed, until: later)
                }
            }
        }
        try rotate()
        #expect(try rotate(at: later).hasPrefix("254 values"))
        let (values, forms) = try world.database.read {
            (try $0.sealedSecrets(), try $0.sealedForms(after: [], limit: 1000))
        }
        for value in values + forms.map(\.value) {
            #expect(world.key.isNewest(value.bytes))
            #expect(world.key.open(value.bytes, purpose: SealPurpose.of(value.place)) != nil)
        }
        #expect(values.count == 4 && forms.count == 250)
    }

    @Test func `a damaged key file changes nothing in a running program`() throws {
        #expect(FileManager.default.createFile(atPath: installation.keyPath, contents: Data("short".utf8)))
        #expect(try world.key.open(token, purpose: SealPurpose.authToken) == "first")
    }
}
