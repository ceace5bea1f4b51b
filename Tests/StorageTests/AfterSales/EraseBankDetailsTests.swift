import Domain
import Storage
import Testing

/// Bank details go some days after their return is closed, and the last four digits stay.
struct EraseBankDetailsTests {
    private let shop: TestShop
    private let shirt: Product

    init() throws {
        shop = try TestShop()
        shirt = try shop.addShirt([("POLO-M", 100)])
        try shop.enableModule(of: shop.brand)
    }

    private func addReturn(of quantity: Int = 1, at time: Instant = noon) throws -> ReturnRow {
        let order = try shop.place(aDraft(of: shirt, quantity: quantity), now: time)
        try shop.move(order, ItemMove(to: .delivered, at: time, source: .webhook), now: time)
        return try shop.database.write { tx in
            let item = ReturnRow.Item(itemID: order.lines[0].id, quantity: quantity, reason: .damaged, comment: "")
            let bank = BankDetails(
                holder: "Asha", accountNumber: "50100234567890", ifsc: "HDFC0001234", bank: "HDFC", branch: "MG Road")
            return try tx.addReturn(
                of: order, [item], account: .bank(bank), actor: nil, lease: time + .seconds(30), now: time,
                seal: { _, reference in Array("sealed for \(reference)".utf8) })
        }
    }

    private func answer(_ row: ReturnRow, _ state: RequestState, at time: Instant = noon) throws {
        let isOpen = try shop.database.write { tx in
            try tx.answerRequest(row.request, RequestAnswer(state), now: time)
        }
        #expect(isOpen)
    }

    private func erase(at time: Instant) throws -> Int {
        try shop.database.write { try $0.eraseBankDetails(now: time) }
    }

    private func sealed(_ row: ReturnRow) throws -> [UInt8]? {
        try shop.database.read { try $0.sealedBankDetails(ofReturn: row.id) }
    }

    @Test func `they are sealed for their own reference`() throws {
        let row = try addReturn()
        #expect(try sealed(row) == Array("sealed for KFY-100001-R1".utf8))
        #expect(row.accountEnd == "7890" && row.hasBankDetails && row.reference == "KFY-100001-R1")
    }

    @Test(arguments: [RequestState.refused, .withdrawn])
    func `a return that came to nothing is closed at once`(state: RequestState) throws {
        let row = try addReturn()
        try answer(row, state)
        #expect(try erase(at: noon + .days(30)) == 0)
        #expect(try erase(at: noon + .days(30) + .seconds(1)) == 1)
        #expect(try sealed(row) == nil && erase(at: noon + .days(90)) == 0)
    }

    @Test func `an accepted return is closed when all its units are refunded, and not before`() throws {
        let row = try addReturn(of: 2)
        try answer(row, .accepted)
        let order = try #require(try shop.database.read { try $0.order(id: row.orderID) })
        try shop.database.write { tx in
            try tx.requestReturn(row, of: order, source: .customer, actor: nil, now: noon)
        }
        try shop.move(order, ItemMove(to: .refunded, quantity: 1, at: noon, source: .webhook), now: noon)
        #expect(try erase(at: noon + .days(100)) == 0)
        let last = noon + .days(100)
        try shop.move(order, ItemMove(to: .refunded, at: last, source: .webhook), now: last)
        #expect(try erase(at: last + .days(30)) == 0)
        #expect(try erase(at: last + .days(30) + .seconds(1)) == 1)
        let after = try #require(try shop.database.read { try $0.customerReturn(row.reference, of: shop.brand.id) })
        #expect(!after.hasBankDetails && after.accountEnd == "7890" && after.state == .accepted)
    }

    @Test func `each website has its own number of days`() throws {
        let row = try addReturn()
        try answer(row, .refused)
        try shop.database.write { tx in
            _ = try tx.execute("UPDATE website SET bank_days = 2 WHERE id = \(shop.brand.id)")
        }
        #expect(try erase(at: noon + .days(2)) == 0)
        #expect(try erase(at: noon + .days(2) + .seconds(1)) == 1)
    }

    @Test(arguments: [RequestState.open, .accepted])
    func `nothing is kept for longer than half a year`(state: RequestState) throws {
        let row = try addReturn()
        if state != .open { try answer(row, state) }
        #expect(try erase(at: noon + .days(180)) == 0)
        #expect(try erase(at: noon + .days(180) + .seconds(1)) == 1)
    }

    @Test func `another return's refund closes only its own`() throws {
        let first = try addReturn()
        let second = try addReturn()
        for row in [first, second] {
            try answer(row, .accepted)
            let order = try #require(try shop.database.read { try $0.order(id: row.orderID) })
            try shop.database.write { tx in
                try tx.requestReturn(row, of: order, source: .customer, actor: nil, now: noon)
            }
        }
        let order = try #require(try shop.database.read { try $0.order(id: first.orderID) })
        try shop.move(order, ItemMove(to: .refunded, at: noon, source: .webhook), now: noon)
        #expect(try erase(at: noon + .days(31)) == 1)
        #expect(try sealed(first) == nil && sealed(second) != nil)
    }
}
