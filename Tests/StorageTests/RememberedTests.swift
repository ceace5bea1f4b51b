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
}
