import Domain
import TestSupport
import Testing

@testable import Kartify

/// Giving back what was delivered: payment × the OMS's answer, each pressed twice; and every other status.
struct ReturnTableTests {
    @Test(arguments: PaymentAndAnswer.all)
    func `the OMS decides`(row: PaymentAndAnswer) throws {
        let shop = try TestShop(oms: row.answer.oms)
        let asha = try shop.asha
        let number = try shop.sold(to: asha, payment: row.payment, .delivered)
        #expect(asha.get("/account/orders/\(number)").hasLink("Return"))
        try shop.omsSays(row.answer, to: "/orders/\(number)/returns")
        let press = Press(shop: shop, asha: asha, number: number, payment: row.payment)
        let before = try shop.dumpOfOrders()
        switch row.answer.outcome {
        case .accepted: try press.isAccepted(try asha.requestReturn(number), calls: 1)
        case .refused(let code, let meaning):
            let pincode = try shop.order(number).address.pincode
            let sentence = RefusalWords.sentence(meaning, to: .return, pincode: pincode)
            guard meaning != .notReturnable else { return try press.isRefusedForGood(code, sentence, before) }
            try press.isRefused(1, code, sentence, before)
            try press.isRefused(2, code, sentence, before)
        case .unknown:
            try press.isUnknown(before, isHeard: row.answer.turn != nil)
            try shop.omsSays(.accepted(row.answer.oms), to: "/orders/\(number)/returns")
            try press.isAccepted(try asha.retryReturn(number), calls: row.answer.turn == nil ? 1 : 2)
        }
        let calls = shop.ai.received("/orders/\(number)/returns")
        #expect(try Set(calls.map(\.idempotencyKey)).count == shop.returns(number).count)
        try shop.expectNowhere(ashasAccount)
    }

    private struct Press {
        let shop: TestShop
        let asha: Browser
        let number: String
        let payment: PaymentMode

        func isAccepted(_ answer: Answer, calls: Int) throws {
            #expect(answer.status == 303 && answer.location == "/account/orders/\(number)", "\(answer.words)")
            try expectCall("\(number)-R1", calls: calls)
            #expect(try shop.units(number, in: .returnRequested) == 2 && shop.available("POLO-M") == 8)
            let event = try #require(try shop.history(number).last)
            #expect(event.status == .returnRequested && event.quantity == 2 && event.source == .customer)
            #expect(event.actor == nil && event.reason == "It does not fit" && event.at == noon)
            let row = try #require(try shop.returns(number).first)
            #expect(row.state == .accepted && row.reference == "\(number)-R1" && row.leaseUntil == nil)
            #expect(row.accountEnd == (payment == .cod ? "7890" : nil) && row.hasBankDetails == (payment == .cod))
            try expectExchange("accepted", count: 1)
            let page = try asha.follow(answer)
            #expect(page.words.contains("Return \(number)-R1 : Accepted") && page.words.contains("Return requested"))
            #expect(!page.hasLink("Return") && !page.hasLink("Cancel"))
            let after = try shop.dump(without: ["session"])
            let again = try asha.requestReturn(number)
            #expect(again.status == 422)
            #expect(again.alert == "A return of “Polo” is under way already: \(number)-R1.", "\(again.words)")
            let late = try asha.retryReturn(number)
            #expect(late.status == 422 && late.alert?.hasPrefix("This return has its answer by now.") == true)
            #expect(try shop.dump(without: ["session"]) == after)
            try expectCall("\(number)-R1", calls: calls)
        }

        func isRefused(_ time: Int, _ code: String, _ sentence: String, _ before: [String]) throws {
            let answer = try asha.requestReturn(number)
            #expect(answer.status == 422)
            #expect(answer.alert == "\(sentence) Reference: \(number)-R\(time).")
            #expect(answer.hasButton("Submit return") && answer.text.contains(">Too tight</textarea>"))
            #expect(answer.text.contains(#"<option value="DOES_NOT_FIT" selected>"#))
            let id = try shop.order(number).lines[0].id
            #expect(answer.value(of: "quantity-\(id)") == "2")
            if payment == .cod { try expectBankFields(answer) }
            #expect(!answer.text.contains(ashasAccount))
            try expectCall("\(number)-R\(time)", calls: time)
            #expect(try shop.dumpOfOrders() == before)
            let row = try #require(try shop.returns(number).first)
            #expect(row.state == .refused && row.code == code && row.answer == sentence && row.attempts == 1)
            try expectExchange("refused", count: time)
            let page = asha.get("/account/orders/\(number)")
            #expect(page.hasLink("Return") && page.words.contains(sentence), "\(page.words)")
        }

        /// What cannot be returned at all has no form any more, and the OMS is not asked again.
        func isRefusedForGood(_ code: String, _ sentence: String, _ before: [String]) throws {
            let answer = try asha.requestReturn(number)
            #expect(answer.status == 422 && answer.alert == "\(sentence) Reference: \(number)-R1.")
            #expect(!answer.hasButton("Submit return") && !answer.text.contains(ashasAccount))
            let wayOn = "“Polo” cannot be returned. If it arrived damaged, please contact us."
            #expect(answer.words.contains(wayOn), "\(answer.words)")
            let row = try #require(try shop.returns(number).first)
            #expect(row.state == .refused && row.code == code && row.answer == sentence)
            let again = try asha.requestReturn(number)
            #expect(again.status == 422 && again.alert == wayOn && !again.hasButton("Submit return"))
            try expectCall("\(number)-R1", calls: 1)
            #expect(try shop.dumpOfOrders() == before)
            #expect(asha.get("/account/orders/\(number)").hasLink("Return"))
            #expect(try shop.staff().get("/admin/orders/\(number)/return").hasButton("Submit return"))
            try shop.expectNowhere(ashasAccount)
        }

        func isUnknown(_ before: [String], isHeard: Bool) throws {
            let answer = try asha.requestReturn(number)
            #expect(answer.status == 422)
            let until = (noon + .hours(1)).ist
            #expect(answer.alert?.hasPrefix("The return \(number)-R1 (2 × Polo) is being confirmed:") == true)
            #expect(answer.words.contains("We keep trying until \(until)."))
            #expect(!answer.text.contains("alert-danger") && !answer.words.contains("Nothing was changed"))
            #expect(answer.hasButton("Try again") && !answer.hasButton("Submit return"))
            #expect(!answer.text.contains(ashasAccount))
            if isHeard { try expectCall("\(number)-R1", calls: 1) }
            #expect(
                try shop.dumpOfOrders().filter { !$0.hasPrefix("module:") }
                    == before.filter { !$0.hasPrefix("module:") })
            let row = try #require(try shop.returns(number).first)
            #expect(
                row.state == .open && row.attempts == 1 && row.leaseUntil == nil && row.answer == nil
                    && row.omsWords?.isEmpty == false)
            try expectExchange("unknown", count: 1)
            #expect(asha.get("/account/orders/\(number)").hasLink("Return"))
        }

        private func expectBankFields(_ page: Answer) throws {
            for (field, value) in ["holder": "Asha Rao", "ifsc": "hdfc0001234", "bank": "HDFC Bank"] {
                #expect(page.value(of: field) == value)
            }
            for field in ["account", "account_again"] { #expect(page.value(of: field) == "") }
        }

        private func expectCall(_ reference: String, calls: Int) throws {
            let received = shop.ai.received("/orders/\(number)/returns")
            let call = try #require(received.last)
            #expect(received.count == calls && call.idempotencyKey == reference)
            let refund =
                payment == .prepaid
                ? ""
                : #","refund":{"mode":"NEFT","accountHolder":"Asha Rao","accountNumber":"50100234567890","#
                    + #""ifsc":"HDFC0001234","bankName":"HDFC Bank","branchName":"Residency Road"}"#
            guard shop.ai.kind == .arvind else {
                #expect(
                    call.body
                        == #"{"affiliateId":"AFF-1","affiliateOrderId":"\#(number)","returnId":"\#(reference)","#
                        + #""paymentMode":"\#(payment.rawValue)","bags":[{"itemId":"\#(number)-1","quantity":2,"#
                        + #""reason":"does_not_fit","comment":"Too tight"}]\#(refund)}"#)
                return
            }
            #expect(
                call.body
                    == #"{"channelId":"CH-KFY","warehouseId":"WH-1","orderingStoreId":"OS-1","returnId":"\#(reference)","#
                    + #""paymentMode":"\#(payment.rawValue)","items":[{"orderItemId":"\#(number)-1","quantity":2,"#
                    + #""reason":"DOES_NOT_FIT","comment":"Too tight"}]\#(refund)}"#)
        }

        private func expectExchange(_ outcome: String, count: Int) throws {
            #expect(
                try shop.rows(
                    "exchange", where: "kind = 'return' AND order_number = '\(number)' AND outcome = '\(outcome)'")
                    == count)
        }
    }

    @Test(arguments: ItemStatus.allCases.filter { $0 != .delivered && $0 != .awaitingPayment }, PaymentMode.allCases)
    func `what is not delivered is not returned: the page, the form and the post say the same`(
        status: ItemStatus, payment: PaymentMode
    ) throws {
        let shop = try TestShop()
        let asha = try shop.asha
        let number = try shop.sold(to: asha, payment: payment, status)
        let before = try shop.dump(without: ["session"])
        let sentence = try #require(ReturnRule.refusal(of: shop.order(number).lines[0], under: [:]))
        let answer = try asha.requestReturn(number)
        #expect(answer.status == 422 && answer.alert == sentence && !answer.hasButton("Submit return"))
        #expect(!answer.text.contains(ashasAccount))
        let page = asha.get("/account/orders/\(number)")
        #expect(page.words.contains(sentence) && !page.hasLink("Return"))
        let form = asha.get("/account/orders/\(number)/return")
        #expect(form.status == 200 && form.words.contains(sentence) && !form.hasButton("Submit return"))
        #expect(shop.ai.received("/orders/\(number)/returns").isEmpty)
        #expect(try shop.dump(without: ["session"]) == before)
    }

    @Test func `a stale page's return is refused with the rule's sentence`() throws {
        let shop = try TestShop()
        let asha = try shop.asha
        let number = try shop.sold(to: asha, .delivered)
        #expect(asha.get("/account/orders/\(number)/return").hasButton("Submit return"))
        try shop.move(number, to: .refunded)
        let answer = try asha.requestReturn(number)
        #expect(answer.status == 422 && answer.alert == "“Polo” is refunded; there is nothing to return.")
        #expect(try shop.ai.received("/orders/\(number)/returns").isEmpty && shop.returns(number).isEmpty)
    }
}
