import Domain
import TestSupport
import Testing

@testable import Kartify

/// The OMS's own words are for staff; the customer reads a sentence of the house.
struct OMSWordsTests {
    private let shop: TestShop
    private let asha: Browser

    init() throws {
        shop = try TestShop()
        asha = try shop.asha
    }

    @Test func `a code that is not in the table is explained to the customer, and shown as it came to staff`() throws {
        let packed = LoopbackServer.Turn.answer(409, ArvindSays.refusal("ALREADY_PACKED", "Box\\u202e 7 is <b>taped"))
        let cancelled = try shop.sold(to: asha)
        shop.ai.answers("/orders/\(cancelled)/cancel", packed)
        let returned = try shop.sold(to: asha, size: "S", .delivered)
        shop.ai.answers("/orders/\(returned)/returns", packed)
        let answers = [
            (try asha.cancel(cancelled), "Our warehouse could not cancel these items.", cancelled),
            (try asha.requestReturn(returned), "Our warehouse could not accept this return.", returned),
        ]
        let staff = try shop.staff()
        for (answer, sentence, number) in answers {
            #expect(answer.alert?.hasPrefix(sentence) == true, "\(answer.words)")
            for page in [answer, asha.get("/account/orders/\(number)")] {
                #expect(page.words.contains(sentence))
                #expect(!page.text.contains("ALREADY_PACKED") && !page.text.contains("taped"))
            }
            let page = staff.get("/admin/orders/\(number)")
            #expect(page.words.contains("Arvind: ALREADY_PACKED: Box 7 is <b>taped"), "\(page.words)")
            #expect(page.words.contains(sentence) && !page.text.contains("<b>taped"))
        }
        #expect(staff.get("/admin/returns").words.contains("Arvind: ALREADY_PACKED: Box 7 is <b>taped"))
    }

    @Test func `why there is no clear answer is for staff too`() throws {
        let number = try shop.sold(to: asha)
        shop.ai.answers("/orders/\(number)/cancel", .answer(503, ""))
        let answer = try asha.cancel(number)
        #expect(!answer.text.contains("HTTP 503") && !asha.get("/account/orders/\(number)").text.contains("HTTP 503"))
        #expect(try shop.staff().get("/admin/orders/\(number)").words.contains("internal error (HTTP 503)"))
    }
}
