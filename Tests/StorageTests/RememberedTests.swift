import Domain
import Storage
import TestDatabase
import Testing

/// What readers remember is never older than the last write.
struct RememberedTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    /// All that the store says of the first website's name.
    private func names(_ database: Database) throws -> Set<String?> {
        try database.read { store in
            [
                try store.website(host: "localhost")?.name, try store.websites().first?.name,
                try store.contact(of: shop.brand.id)?.name,
            ]
        }
    }

    private func rename(_ name: String, by database: Database) throws {
        let contact = WebsiteContact(name: name, email: "", phone: "", grievanceOfficer: "")
        let id = shop.brand.id
        try database.write { try $0.saveContact(contact, of: id) }
    }

    @Test func `the next read sees what this process or another has written`() throws {
        let other = try Database.ofTest(shop.file("kartify.db"))
        for database in [shop.database, other] { #expect(try names(database) == ["Brand"]) }
        for (name, writer) in [("One", shop.database), ("Two", other), ("Three", shop.database), ("Four", other)] {
            try rename(name, by: writer)
            for database in [shop.database, other] { #expect(try names(database) == [name]) }
        }
    }

    @Test func `a write sees what it has written itself, and a write that fails leaves nothing behind`() throws {
        struct Stop: Error {}
        #expect(try names(shop.database) == ["Brand"])
        let id = shop.brand.id
        #expect(throws: Stop.self) {
            try shop.database.write { store in
                try store.saveContact(WebsiteContact(name: "New", email: "", phone: "", grievanceOfficer: ""), of: id)
                #expect(try store.website(host: "localhost")?.name == "New" && store.websites().first?.name == "New")
                throw Stop()
            }
        }
        #expect(try names(shop.database) == ["Brand"])
    }

    @Test func `what depends on the time is read anew although nobody has written`() throws {
        let shirt = try shop.addShirt()
        _ = try shop.place(aDraft(of: shirt))
        func stuck(_ now: Instant) throws -> Int {
            try shop.database.read { try $0.standing(of: shop.brand.id, now: now).backlog.stuck }
        }
        #expect(try stuck(noon) == 0)
        #expect(try stuck(noon + PushWindow.scheduled + .seconds(2)) == 1)
        // A clock that went back.
        #expect(try stuck(noon) == 0)
    }

    @Test func `the tabs of the list of orders count what was placed a moment ago`() throws {
        let shirt = try shop.addShirt()
        func tabs() throws -> [OrderTab: Int] {
            try shop.database.read { try $0.orderTabs(in: [shop.brand], upTo: 9, now: noon) }
        }
        for placed in 0...2 {
            let found = try tabs()
            #expect(found[.all] == placed && found[.toPush] == placed && found[.stuck] == 0)
            _ = try shop.place(aDraft(of: shirt))
        }
    }

    @Test func `each setting is read anew after it was changed, whoever changed it`() throws {
        let other = try Database.ofTest(shop.file("kartify.db"))
        let id = shop.brand.id
        func said() throws -> String {
            try other.read { store in
                let look = try store.look(of: id), module = try store.module(of: id)
                return """
                    \(try store.websites()) \(try store.website(host: "new.example")?.name ?? "") \
                    \(String(describing: try store.contact(of: id))) \(look.colour?.main.text ?? "") \(look.logo ?? "") \
                    \(String(describing: try store.codLimit(of: id))) \(try store.offersUPIRefunds(at: id)) \
                    \(String(describing: module))
                    """
            }
        }
        let changes: [@Sendable (borrowing Transaction) throws -> Void] = [
            { try $0.setColour(BrandColour("#1f5f8b"), of: id) }, { try $0.setLogo("logo.webp", of: id) },
            { try $0.setCODLimit(Money(paise: 100_000), of: id) }, { try $0.setUPIRefunds(true, of: id) },
            { _ = try $0.addWebsite(name: "New", orderPrefix: "NEW", hosts: ["new.example"], at: noon) },
            { try $0.setModulePassword(hash: "hash", of: id) }, { try $0.setAuthToken(sealed: [1], of: id) },
            { try $0.setWebhookSecret(sealed: [2], of: id) }, { try $0.setOMS(.fynd, of: id) },
        ]
        var before = try said()
        for (number, change) in changes.enumerated() {
            try shop.database.write(change)
            let after = try said()
            #expect(after != before, "change \(number)")
            before = after
        }
    }

    @Test(arguments: [
        (
            "website",
            [
                "id", "last_order_number", "counted_at", "alert_address", "alert_success_percent",
                "alert_inventory_hours", "bank_days",
            ]
        ),
        ("website_host", []),
        ("module", ["website_id", "oms", "pull_cursor", "pulled_at", "pulled_all_at"]),
    ])
    func `the columns that move no version are those that nobody remembers`(table: String, quiet: [String]) throws {
        let found = try shop.database.read { try $0.columns(of: table) }.filter { column in
            let before = try shop.database.read { try $0.settingsVersion() }
            try shop.database.write { try $0.connection.run(script: "UPDATE \(table) SET \(column) = \(column)") }
            return try shop.database.read { try $0.settingsVersion() } == before
        }
        #expect(Set(found) == Set(quiet))
    }

    @Test func `what is taken away by hand is missed at once`() throws {
        let id = shop.brand.id
        #expect(try shop.database.read { try $0.module(of: id) } != nil)
        try shop.database.write { try $0.connection.run(script: "DELETE FROM module") }
        #expect(try shop.database.read { try $0.module(of: id) } == nil)
        try shop.database.write { try $0.connection.run(script: "DELETE FROM website_host") }
        #expect(try shop.database.read { try $0.website(host: "localhost") } == nil)
    }
}

extension Reader where Self: ~Copyable {
    fileprivate func settingsVersion() throws -> Int { try number("SELECT version FROM settings_version WHERE id = 1") }

    fileprivate func columns(of table: String) throws -> [String] {
        try all(
            TestEngine.isSQLite
                ? "SELECT name FROM pragma_table_info(\(table))"
                : "SELECT CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_name = \(table)"
        ) { try $0.next() }
    }
}
