import Domain
import Storage
import Testing

/// As `EveryQueryTests`, for what happens after the sale and for the log.
struct AfterSalesEveryQueryTests {
    private let critic: PlanCritic
    private let shop: TestShop
    private let order: Order

    init() throws {
        let critic = PlanCritic()
        self.critic = critic
        shop = try TestShop(inspect: { critic.look(at: $0, $1) })
        order = try shop.place(aDraft(of: shop.addShirt(), quantity: 3))
    }

    @Test func `no query after the sale reads a whole table that grows`() throws {
        try cancel()
        try requestReturn()
        try log()
        #expect(critic.complaints == [])
    }

    private func cancel() throws {
        let order = order, brand = shop.brand
        try shop.database.write { tx in
            let units = [RequestedUnits(line: order.lines[0], quantity: 1)]
            let cancellation = try tx.addCancellation(
                of: order, units, reason: "", actor: nil, lease: noon + .minutes(1), now: noon)
            _ = try tx.leaseRequest(cancellation.request, until: noon + .minutes(2), now: noon + .minutes(1))
            _ = try tx.answerRequest(cancellation.request, RequestAnswer(.accepted), now: noon)
            try tx.cancel([order.lines[0].id: 1], of: order, source: .customer, actor: nil, reason: "", now: noon)
            try tx.withdrawIfEmpty(orderID: order.id)
            _ = try tx.cancellations(ofOrder: order.id)
            _ = try tx.openRequest(.cancellation, ofOrder: order.id)
            _ = try tx.requests(of: brand.id, .refused, since: noon)
        }
    }

    private func requestReturn() throws {
        let order = order, brand = shop.brand
        try shop.move(order, ItemMove(to: .delivered, at: noon, source: .webhook))
        try shop.database.write { tx in
            let items = [ReturnRow.Item(itemID: order.lines[0].id, quantity: 1, reason: .damaged, comment: "")]
            let bank = BankDetails(
                holder: "Asha Rao", accountNumber: "123456789", ifsc: "HDFC0001234", bank: "HDFC", branch: "MG Road")
            let asked = try tx.addReturn(
                of: order, items, account: .bank(bank), actor: nil, lease: noon + .minutes(1), now: noon,
                seal: { _, _ in [1] })
            _ = try tx.leaseRequest(asked.request, until: noon + .minutes(2), now: noon + .minutes(1))
            _ = try tx.answerRequest(asked.request, RequestAnswer(.accepted), now: noon)
            try tx.requestReturn(asked, of: order, source: .customer, actor: nil, now: noon)
            _ = try tx.returns(ofOrder: order.id)
            for state in [nil, RequestState.refused] {
                for place in [ListPlace<ID<RequestRow>>.first, .after(7), .before(7)] {
                    _ = try tx.returns(of: brand.id, state, at: place, limit: 10)
                }
            }
            _ = try tx.customerReturn(asked.reference, of: brand.id)
            _ = try tx.sealedBankDetails(ofReturn: asked.id)
            _ = try tx.sealedBankDetails(ofOrder: order.number, of: brand.id)
            _ = try tx.returnedUnits(ofItem: order.lines[0].id)
            _ = try tx.openRequest(.return, ofOrder: order.id)
            try tx.addPhotographs([Photograph(kind: .png, bytes: [1])], toReturn: asked.id)
            _ = try tx.photographs(ofOrder: asked.orderID)
            _ = try tx.photograph(1, ofReturn: asked.reference, at: 1)
            _ = try tx.eraseBankDetails(now: noon)
        }
        try shop.move(order, ItemMove(to: .refunded, at: noon, source: .webhook))
    }

    private func log() throws {
        let brand = shop.brand
        _ = try shop.database.read { try $0.orderBriefs(of: [1, 2]) }
        _ = try shop.database.read { try $0.orderNumbers(of: [1, 2]) }
        try shop.database.write { tx in
            try tx.audit("module.saved", of: "brand", by: "admin", websiteID: brand.id, at: noon)
            _ = try tx.auditEntries(of: brand.id, limit: 10)
            _ = try tx.lastEditor(of: "module", naming: "Status")
            for refusal in SignInRefusal.allCases {
                for name in 1...40 { try tx.audit(refusal, of: "name \(name)", from: "192.0.2.1", at: noon) }
            }
            _ = try tx.pruneRefusedSignIns(before: noon, limit: 10)
            #expect(try tx.auditActions() == ["Failed to sign in", "Locked out", "module.saved"])
            var filter = AuditFilter()
            (filter.staff, filter.action, filter.from, filter.until, filter.text) = ("a", "b", noon, noon, "%")
            for filter in [filter, AuditFilter()] {
                let line = AuditCursor(at: noon, id: 7)
                _ = try tx.auditEntries(of: brand.id, filter, at: .after(line), limit: 10)
                _ = try tx.auditEntries(of: brand.id, filter, at: .before(line), limit: 10)
                _ = try tx.auditCount(of: brand.id, filter, upTo: 10)
            }
            try tx.logCall(anExchange(), of: brand.id)
            _ = try tx.hasUnindexedCalls(of: brand.id)
            _ = try tx.indexCalls(of: brand.id, limit: 9)
            if let call = try tx.exchange(id: 1, of: brand.id) { _ = try tx.neighbours(of: call, at: brand.id) }
        }
        var filters = [ExchangeFilter()]
        func add(_ change: (inout ExchangeFilter) -> Void) {
            filters += filters.map { filter in
                var filter = filter
                change(&filter)
                return filter
            }
        }
        add { $0.order = "KFY-100001" }
        add { $0.words = ["polo", "14908*"] }
        add { $0.kind = "order" }
        add { $0.outcome = "refused" }
        add { $0.httpStatus = 500 }
        add { $0.from = noon - .days(1) }
        add { $0.until = noon + .days(1) }
        add { $0.isFailed = true }
        add { $0.isSlow = true }
        for filter in filters {
            try shop.database.read { store in
                for place in [ListPlace<ID<ExchangeRow>>.first, .after(7), .before(7)] {
                    _ = try store.exchanges(of: brand.id, filter, at: place, limit: 10)
                }
                _ = try store.exchangeCount(of: brand.id, filter)
            }
        }
    }
}
