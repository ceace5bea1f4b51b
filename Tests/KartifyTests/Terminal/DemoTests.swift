import Crypto
import Domain
import FoundationEssentials
import Storage
import TestSupport
import Testing

@testable import Kartify

/// `kartify demo`: demo data, once.
struct DemoTests {
    private let folder: TemporaryFolder
    private let database: Database
    private let key = SecretKey.random()

    init() throws {
        folder = try TemporaryFolder()
        database = try Database(path: folder.file("kartify.sqlite"))
    }

    private func demo(port: String = "8080", sandboxPort: String = "8081") -> Demo {
        Demo(
            database: database, key: key, sandboxFile: folder.file("sandbox.json"), port: port, sandboxPort: sandboxPort
        )
    }

    private func sandbox() throws -> SandboxFile {
        let bytes = try #require(FileManager.default.contents(atPath: folder.file("sandbox.json")))
        return try JSONDecoder().decode(SandboxFile.self, from: bytes)
    }

    private func modules() throws -> [ModuleRow] {
        try database.read { store in try store.websites().compactMap { try store.module(of: $0.id) } }
    }

    @Test func `it fills an empty installation that both sides can work with`() throws {
        #expect(try demo().fillIfEmpty())
        let file = try sandbox(), modules = try modules()
        #expect(file.websites.map(\.host) == ["localhost", "second.localhost"] && modules.count == 2)
        for (website, module) in zip(file.websites, modules) {
            let oms = module.settings.oms
            #expect(module.settings.isEnabled && website.oms == oms.rawValue)
            #expect(module.settings.apiURL == "http://127.0.0.1:8081" + (oms == .arvind ? "/api" : "/fynd"))
            if oms == .arvind {
                #expect(PasswordHasher.standard.verify(website.password, against: try #require(module.passwordHash)))
            } else {
                let sealed = try #require(module.sealedWebhookSecret)
                #expect(key.open(sealed, purpose: SealPurpose.webhookSecret) == website.webhookSecret)
            }
            let token = key.open(try #require(module.sealedAuthToken), purpose: SealPurpose.authToken)
            #expect(token == website.authToken && website.username == module.settings.username)
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("sandbox.json"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `a month has orders in every state that a page tells apart, and stock that adds up`() throws {
        var demo = demo()
        demo.websites = DemoWebsite.large
        #expect(try demo.fillIfEmpty(at: noon - .days(DemoMonth.days)))
        try DemoMonth(database: database, websites: demo.websites, end: noon).fill()
        #expect(try database.problems().isEmpty)
        let (statuses, pushes, returns, latest) = try database.read { store in
            (
                try store.all("SELECT DISTINCT status FROM sales_order") { try $0.next() as ItemStatus },
                try store.all("SELECT DISTINCT push_state FROM sales_order") { try $0.next() as PushState },
                try store.all("SELECT DISTINCT state FROM return_request") { try $0.next() as RequestState },
                try store.first("SELECT max(at) FROM item_event") { try $0.next() as Instant }
            )
        }
        #expect(Set(pushes).isSuperset(of: [.waiting, .refused, .pushed]))
        #expect(Set(returns).isSuperset(of: [.open, .refused, .accepted]))
        #expect(
            Set(statuses).isSuperset(of: [
                .processing, .processed, .packed, .shipped, .outForDelivery, .delivered, .undelivered, .rto, .cancelled,
            ]), "\(statuses)")
        #expect(try database.read { try $0.number("SELECT count(*) FROM sales_order") } == 300)
        let ashas = try database.read {
            try $0.number("SELECT count(*) FROM sales_order WHERE customer_id IS NOT NULL")
        }
        #expect(ashas == 12, "the demo's customer has some, too")
        #expect(try #require(latest) <= noon, "nothing happens in the future")
    }

    @Test func `a second start changes no data and no secrets, and follows the ports`() throws {
        #expect(try demo().fillIfEmpty())
        let (file, modules) = (try sandbox(), try modules())
        let products = try database.read { try $0.number("SELECT count(*) FROM product") }
        #expect(try !demo(port: "9080", sandboxPort: "9081").fillIfEmpty())
        let (newFile, newModules) = (try sandbox(), try self.modules())
        #expect(newFile.websites.map(\.password) == file.websites.map(\.password))
        #expect(newFile.websites.map(\.authToken) == file.websites.map(\.authToken))
        #expect(newFile.websites.map(\.address) == ["http://localhost:9080", "http://second.localhost:9080"])
        #expect(newModules.map(\.passwordHash) == modules.map(\.passwordHash))
        #expect(newModules.map(\.sealedAuthToken) == modules.map(\.sealedAuthToken))
        #expect(newModules.map(\.settings.apiURL) == ["http://127.0.0.1:9081/api", "http://127.0.0.1:9081/fynd"])
        #expect(try database.read { try $0.number("SELECT count(*) FROM product") } == products)
        #expect(try database.read { try $0.websites() }.count == 2)
    }

    @Test func `its websites are paid by the sandbox, until somebody takes that away`() throws {
        #expect(try demo().fillIfEmpty())
        let file = try sandbox()
        _ = try demo(sandboxPort: "9081").fillIfEmpty()
        #expect(try sandbox().websites.map(\.gatewaySecret) == file.websites.map(\.gatewaySecret))
        for (id, website) in zip(1..., file.websites) {
            let row = try #require(try database.read { try $0.paymentGateway(of: ID(id)) })
            #expect(row.gateway.pageURL == "http://localhost:9081/pay" && row.gateway.keyID == website.gatewayKey)
            #expect(key.open(row.sealedSecret, purpose: SealPurpose.gatewaySecret) == website.gatewaySecret)
        }
        try database.write { try $0.setPaymentGateway(nil, of: 1) }
        _ = try demo().fillIfEmpty()
        #expect(try database.read { try $0.paymentGateway(of: 1) } == nil)
        try demo().connectGateway(host: "127.0.0.1")
        #expect(try database.read { try $0.paymentGateway(of: 1) }?.gateway.keyID == file.websites[0].gatewayKey)
    }

    @Test func `an address that staff have changed is left alone`() throws {
        #expect(try demo().fillIfEmpty())
        var settings = try modules()[0].settings
        settings.apiURL = "https://api.arvind.example/v1"
        let changed = settings
        try database.write { try $0.saveModule(changed, of: 1, at: noon) }
        _ = try demo(sandboxPort: "9081").fillIfEmpty()
        #expect(
            try modules().map(\.settings.apiURL) == ["https://api.arvind.example/v1", "http://127.0.0.1:9081/fynd"])
    }

    @Test func `passwords are the given ones, also on a later start`() throws {
        #expect(try demo().fillIfEmpty())
        for password in ["first-password", "second-password"] {
            try demo().setAdminPassword(password)
            try demo().setCustomerPassword(password)
            let staff = try #require(try database.read { try $0.staff(username: "admin") })
            #expect(PasswordHasher.standard.verify(password, against: staff.passwordHash))
            for website in try database.read({ try $0.websites() }) {
                let asha = try database.read { try $0.customer(email: Demo.customerEmail, of: website.id) }
                #expect(PasswordHasher.standard.verify(password, against: try #require(asha).passwordHash))
            }
        }
    }

    @Test(arguments: [("short", "Use 8 to 200 characters."), ("password1", "Many people have this password")])
    func `a password that the rule is against is refused`(password: String, words: String) throws {
        let terminal = Terminal(
            arguments: ["demo"], environment: ["KARTIFY_DATA": folder.file("data"), "ADMIN_PASSWORD": password])
        let refusal = #expect(throws: Refusal.self) { try terminal.runCommand() }
        #expect(refusal?.message.hasPrefix("ADMIN_PASSWORD cannot be used. \(words)") == true)
    }
}
