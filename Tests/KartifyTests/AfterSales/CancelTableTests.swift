import Domain
import TestSupport
import Testing

@testable import Kartify

/// Cancelling what an OMS has: payment × its answer, each pressed twice, with the item statuses in turn.
struct CancelTableTests {
    private static let statuses = [ItemStatus.processed, .invoiced, .packed]

    @Test(arguments: zip(PaymentAndAnswer.all.indices.map { statuses[$0 % statuses.count] }, PaymentAndAnswer.all))
    func `up to Packed the OMS decides`(status: ItemStatus, row: PaymentAndAnswer) throws {
        let shop = try TestShop(oms: row.answer.oms)
        let asha = try shop.asha
        let number = try shop.sold(to: asha, payment: row.payment, status)
        #expect(asha.get("/account/orders/\(number)").hasLink("Cancel"))
        try shop.omsSays(row.answer, to: "/orders/\(number)/cancel")
        let press = Press(shop: shop, asha: asha, number: number, status: status)
        let before = try shop.dumpOfOrders()
        switch row.answer.outcome {
        case .accepted: try press.isAccepted("C1", calls: 1)
        case .refused(let code, let meaning):
            let pincode = try shop.order(number).address.pincode
            let sentence = RefusalWords.sentence(meaning, to: .cancellation, pincode: pincode)
            try press.isRefused(1, code, sentence, before)
            try press.isRefused(2, code, sentence, before)
        case .unknown:
            try press.isUnknown(before, isHeard: row.answer.turn != nil)
            try shop.omsSays(.accepted(row.answer.oms), to: "/orders/\(number)/cancel")
            try press.isAccepted("C1", calls: row.answer.turn == nil ? 1 : 2)
        }
        let keys = Set(shop.ai.received("/orders/\(number)/cancel").map(\.idempotencyKey))
        #expect(try keys.count == shop.cancellations(number).count)
    }

    /// One press of the button, and everything that must be so afterwards.
    private struct Press {
        let shop: TestShop
        let asha: Browser
        let number: String
        let status: ItemStatus

        func isAccepted(_ reference: String, calls: Int) throws {
            let answer = try asha.cancel(number)
            #expect(answer.status == 303 && answer.location == "/account/orders/\(number)", "\(answer.words)")
            try expectCall("\(number)-\(reference)", calls: calls)
            let order = try shop.order(number)
            #expect(order.status == .cancelled && order.push.state == .pushed && order.lines[0].progress.wanted == 0)
            #expect(try shop.available("POLO-M") == 10)
            #expect(try shop.rows("stock_movement", where: "source = 'cancellation' AND reference = '\(number)'") == 1)
            let event = try #require(try shop.history(number).last)
            #expect(event.status == .cancelled && event.quantity == 2 && event.source == .customer)
            #expect(event.actor == nil && event.reason == "Changed my mind" && event.at == noon)
            let row = try #require(try shop.cancellations(number).first)
            #expect(row.state == .accepted && row.reference == "\(number)-\(reference)" && row.leaseUntil == nil)
            try expectExchange("accepted", count: 1)
            let page = try asha.follow(answer)
            #expect(page.words.contains("Cancellation \(number)-\(reference) : Accepted"), "\(page.words)")
            #expect(!page.hasLink("Cancel") && !page.hasLink("Return"))
            let after = try shop.dump(without: ["session"])
            let again = try asha.cancel(number)
            #expect(again.status == 422 && again.words.contains("“Polo” is cancelled already."), "\(again.words)")
            #expect(try shop.dump(without: ["session"]) == after)
            try expectCall("\(number)-\(reference)", calls: calls)
        }

        func isRefused(_ time: Int, _ code: String, _ sentence: String, _ before: [String]) throws {
            let answer = try asha.cancel(number)
            #expect(answer.status == 422)
            #expect(answer.alert == "\(sentence) Reference: \(number)-C\(time).")
            #expect(answer.hasButton("Cancel items") && answer.text.contains(">Changed my mind</textarea>"))
            #expect(!answer.text.contains("<b>Wait"))
            try expectCall("\(number)-C\(time)", calls: time)
            #expect(try shop.dumpOfOrders() == before)
            let row = try #require(try shop.cancellations(number).first)
            #expect(row.state == .refused && row.code == code && row.answer == sentence && row.attempts == 1)
            try expectExchange("refused", count: time)
            let page = asha.get("/account/orders/\(number)")
            #expect(page.hasLink("Cancel") && page.words.contains(sentence), "\(page.words)")
        }

        func isUnknown(_ before: [String], isHeard: Bool) throws {
            let answer = try asha.cancel(number)
            #expect(answer.status == 422)
            let until = (noon + .hours(1)).ist
            #expect(answer.alert?.hasPrefix("The cancellation \(number)-C1 (2 × Polo) is being confirmed:") == true)
            #expect(answer.words.contains("We keep trying until \(until)."))
            #expect(!answer.text.contains("alert-danger") && !answer.words.contains("Nothing was changed"))
            #expect(answer.hasButton("Try again") && !answer.hasButton("Cancel items"))
            if isHeard { try expectCall("\(number)-C1", calls: 1) }
            #expect(
                try shop.dumpOfOrders().filter { !$0.hasPrefix("module:") }
                    == before.filter { !$0.hasPrefix("module:") })
            let row = try #require(try shop.cancellations(number).first)
            #expect(
                row.state == .open && row.attempts == 1 && row.leaseUntil == nil && row.answer == nil
                    && row.omsWords?.isEmpty == false)
            try expectExchange("unknown", count: 1)
            let page = asha.get("/account/orders/\(number)")
            #expect(page.hasLink("Cancel") && page.words.contains("We keep trying until"))
        }

        private func expectCall(_ reference: String, calls: Int) throws {
            let received = shop.ai.received("/orders/\(number)/cancel")
            let call = try #require(received.last)
            #expect(received.count == calls && call.idempotencyKey == reference)
            guard shop.ai.kind == .arvind else {
                #expect(
                    call.body
                        == #"{"affiliateId":"AFF-1","affiliateOrderId":"\#(number)","cancellationId":"\#(reference)","#
                        + #""reason":"Changed my mind","bags":[{"itemId":"\#(number)-1","quantity":2}]}"#)
                return #expect(call.headers.contains("X-Affiliate-Token: \(shop.ai.token)"))
            }
            #expect(call.headers.contains("Authorization: Bearer \(shop.ai.token)"))
            #expect(
                call.body
                    == #"{"channelId":"CH-KFY","warehouseId":"WH-1","orderingStoreId":"OS-1","cancellationId":"\#(reference)","#
                    + #""reason":"Changed my mind","items":[{"orderItemId":"\#(number)-1","quantity":2}]}"#)
        }

        private func expectExchange(_ outcome: String, count: Int) throws {
            #expect(
                try shop.rows(
                    "exchange", where: "kind = 'cancel' AND order_number = '\(number)' AND outcome = '\(outcome)'")
                    == count)
        }
    }

    @Test(
        arguments: [
            ItemStatus.shipped, .outForDelivery, .delivered, .undelivered, .rto, .cancelled, .returnRequested,
            .returnPickedUp, .returned, .refunded,
        ], PaymentMode.allCases)
    func `beyond Packed the page, the form and the post say the same, and Arvind is not asked`(
        status: ItemStatus, payment: PaymentMode
    ) throws {
        let shop = try TestShop()
        let asha = try shop.asha
        let number = try shop.sold(to: asha, payment: payment)
        let stale = asha.get("/account/orders/\(number)/cancellation")
        #expect(stale.hasButton("Cancel items"))
        try shop.move(number, to: status)
        let before = try shop.dump(without: ["session"])
        let sentence = try #require(CancellationRule.refusal(of: shop.order(number).lines[0]))
        let answer = try asha.cancel(number)
        #expect(answer.status == 422 && answer.alert == sentence && !answer.hasButton("Cancel items"))
        let page = asha.get("/account/orders/\(number)")
        #expect(page.words.contains(sentence) && !page.hasLink("Cancel"))
        let form = asha.get("/account/orders/\(number)/cancellation")
        #expect(form.status == 200 && form.words.contains(sentence) && !form.hasButton("Cancel items"))
        #expect(shop.ai.received("/orders/\(number)/cancel").isEmpty)
        #expect(try shop.dump(without: ["session"]) == before)
    }
}
