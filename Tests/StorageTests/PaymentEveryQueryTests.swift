import Domain
import Storage
import Testing

/// As `EveryQueryTests`, for payments and their gateways.
struct PaymentEveryQueryTests {
    private let critic: PlanCritic
    private let shop: TestShop

    init() throws {
        let critic = PlanCritic()
        self.critic = critic
        shop = try TestShop(inspect: { critic.look(at: $0, $1) })
    }

    @Test func `no query about payments reads a whole table that grows`() throws {
        let brand = shop.brand.id
        let shirt = try shop.addShirt([("POLO-M", 10)])
        let order = try shop.place(aDraft(of: shirt, paymentMode: .prepaid))
        let gateway = PaymentGateway(kind: .sandbox, pageURL: "http://localhost/pay", keyID: "key")
        try shop.database.write { tx in
            try tx.setPaymentGateway((gateway, [1]), of: brand)
            #expect(try tx.paymentGateway(of: brand)?.gateway == gateway)
            for value in try tx.sealedSecrets() { try tx.reseal(value, as: value.bytes) }
            for place in [
                SealedValue.Place.bankDetails(1, reference: "R1"), .keptForm(hash: [1]), .authToken(brand, .fynd),
            ] {
                try tx.reseal(SealedValue(place: place, bytes: [1]), as: [2])
            }
            for place in [SealedValue.Place.webhookSecret(brand, .fynd), .previousWebhookSecret(brand, .fynd)] {
                try tx.reseal(SealedValue(place: place, bytes: [1]), as: [2])
            }
            try tx.auditEverywhere("Added a key", of: "kartify.key", by: "terminal", at: noon)
            #expect(try tx.sealedBankDetails(after: 0, limit: 10).isEmpty)
            #expect(try tx.sealedForms(after: [], limit: 10).isEmpty)
            try tx.setPaymentGateway(nil, of: brand)
            _ = try tx.hasSealedValues()
        }
        for (event, outcome) in [("failed", PaymentNews.Outcome.failed), ("late", .paid), ("twice", .paid)] {
            let news = PaymentNews(eventID: event, outcome: outcome, amount: order.totals.total, at: noon)
            try shop.database.write { tx in
                _ = try tx.takePayment(news, of: try #require(try tx.order(id: order.id)), now: noon)
                #expect(try tx.payment(event: event, of: brand)?.news == news)
            }
        }
        try shop.database.write { tx in
            #expect(try tx.paymentsToRefund(of: brand) == 1)
            let twice = try #require(try tx.payments(ofOrder: order.id).last)
            #expect(twice.effect == .toRefund)
            var filter = OrderFilter(now: noon)
            filter.isToRefund = true
            #expect(try tx.orders(in: [shop.brand], filter, limit: 10).map(\.id) == [order.id])
            #expect(try tx.markRefunded(payment: twice.id, ofOrder: order.id, by: "asha", now: noon))
        }
        try shop.database.write { tx in
            try tx.noteRefund(ofCancellation: 1)
            try tx.markCancelledRefunded(ofOrder: order.id, by: "asha", now: noon)
            #expect(try tx.cancellationsToRefund(of: brand) == 0)
        }
        #expect(critic.complaints == [])
    }
}
