import Domain
import Storage
import Testing

/// Sessions: whose they are, and when they end.
struct SessionTests {
    private let shop: TestShop
    private let asha: CustomerAccount
    private let ravi: CustomerAccount

    init() throws {
        shop = try TestShop()
        asha = try shop.addCustomer()
        ravi = try shop.addCustomer("ravi@example.com")
    }

    private func open(_ token: [UInt8], of account: CustomerAccount, at time: Instant = noon) throws {
        try shop.database.write {
            try $0.addSession(token, of: .customer(account.id), at: account.websiteID, from: anOrigin, now: time)
        }
    }

    private func customer(_ token: [UInt8], at time: Instant = noon, of website: Website? = nil) throws
        -> CustomerAccount?
    {
        let websiteID = (website ?? shop.brand).id
        return try shop.database.read { try $0.customer(session: token, of: websiteID, at: time) }?.account
    }

    @Test func `a customer's session is invalid at another website and after it ends`() throws {
        try open([5], of: asha)
        #expect(try customer([5]) == asha)
        #expect(try customer([5], of: shop.other) == nil)
        #expect(try customer([6]) == nil)
        #expect(try customer([5], at: noon + .days(30)) == nil)
        #expect(try shop.database.read { try $0.staff(session: [5], at: noon) } == nil)
        let asha = asha
        try shop.database.write { try $0.setPassword(hash: "new", of: asha, at: noon) }
        #expect(try customer([5]) == nil)
    }

    @Test func `a session that is used goes on; one that has ended does not come back`() throws {
        try open([5], of: asha)
        let owner = SessionOwner.customer(asha.id)
        let later = noon + .days(29)
        try shop.database.write { try $0.seeSession([5], of: owner, openedAt: noon, now: later) }
        #expect(try customer([5], at: noon + .days(58)) == asha)
        try shop.database.write { try $0.seeSession([5], of: owner, openedAt: noon, now: noon + .days(80)) }
        #expect(try customer([5], at: noon + .days(80)) == nil)
    }

    @Test func `a person ends one of their sessions, or all but one, and nobody else's`() throws {
        try open([1], of: asha)
        try open([2], of: asha, at: noon + .minutes(1))
        try open([3], of: asha, at: noon + .minutes(2))
        try open([4], of: ravi)
        let owner = SessionOwner.customer(asha.id), other = SessionOwner.customer(ravi.id), now = noon + .minutes(3)
        let list = try shop.database.read { try $0.sessions(of: owner, at: now) }
        #expect(list.map(\.tokenHash) == [[3], [2], [1]] && list[0].origin == anOrigin)
        try shop.database.write { tx in
            try tx.endSession(list[0].id, of: other, at: now)
            try tx.endSession(list[2].id, of: owner, at: now)
        }
        #expect(try shop.database.read { try $0.sessions(of: owner, at: now) }.map(\.tokenHash) == [[3], [2]])
        #expect(try shop.database.write { try $0.endSessions(of: owner, but: [2], at: now) } == 1)
        #expect(try shop.database.read { try $0.sessions(of: owner, at: now) }.map(\.tokenHash) == [[2]])
        #expect(try customer([4], at: now) == ravi)
    }
}
