import Crypto
import Domain
import TestSupport
import Testing

@testable import Kartify

/// The refund of a COD order at a UPI id, where the website offers that.
struct UPIRefundTests {
    private static let upi = "asha.rao.1985@okhdfc"
    private let shop: TestShop
    private let asha: Browser
    private let number: String

    init() throws {
        shop = try TestShop()
        asha = try shop.asha
        number = try shop.sold(to: asha, .delivered)
        try offer(true)
        shop.ai.answers("/orders/\(number)/returns", .answer(200, #"{"status":"SUCCESS","arvindReturnId":"AR-1"}"#))
    }

    private func offer(_ upi: Bool) throws {
        let brand = shop.brand.id
        try shop.database.write { try $0.setUPIRefunds(upi, of: brand) }
    }

    private func requestByUPI(_ upi: String = Self.upi, _ changes: [String: String] = [:]) throws -> Answer {
        try asha.requestReturn(
            number, [1: "1"],
            ["refund_route": "upi", "upi": upi, "holder": "", "account": "", "account_again": "", "ifsc": ""]
                .merging(changes) { $1 })
    }

    @Test func `staff switch it on for a website, and the customer chooses`() throws {
        try offer(false)
        let path = "/account/orders/\(number)/return"
        #expect(!asha.get(path).words.contains("UPI"))
        let staff = try shop.staff()
        let form = staff.get("/admin/websites/1").form(to: "/admin/websites/1").merging(["upi_refunds": "upi"]) { $1 }
        #expect(try staff.post("/admin/websites/1", form).status == 303)
        #expect(
            try shop.audited().contains {
                $0.subject.contains(
                    "Refunds of Cash on Delivery: To a bank account → To a bank account or a UPI id, as the customer likes"
                )
            })
        let page = asha.get(path)
        #expect(page.words.contains("To my bank account (NEFT)") && page.words.contains("To my UPI id"))
        #expect(page.words.contains("Account number"))
    }

    @Test func `the UPI id goes to Arvind, and My order shows the route and the state`() throws {
        #expect(try requestByUPI(" Asha.Rao.1985 @ OKHDFC").status == 303)
        let body = try #require(shop.ai.received("/orders/\(number)/returns").last?.body)
        #expect(body.contains(#""refund":{"mode":"UPI","vpa":"asha.rao.1985@okhdfc"}"#))
        let row = try #require(try shop.returns(number).first)
        #expect(row.refundRoute == .upi && row.accountEnd == "1985@okhdfc" && row.hasBankDetails)
        let order = asha.get("/account/orders/\(number)").words
        #expect(order.contains("Refund by UPI to ••••1985@okhdfc."))
        #expect(order.contains("by UPI to ••••1985@okhdfc, once it has come back"))
        #expect(order.contains("by UPI, once the items have come back"))
        try shop.move(number, to: .returned, quantity: 1)
        #expect(asha.get("/account/orders/\(number)").words.contains("by UPI to ••••1985@okhdfc, to be paid"))
        try shop.move(number, to: .refunded, quantity: 1)
        #expect(asha.get("/account/orders/\(number)").words.contains("by UPI to ••••1985@okhdfc, paid"))
    }

    @Test(arguments: [
        ("", "Type your UPI id, such as asha@okhdfc."), ("9845012345", "Type the whole UPI id"),
        ("asha@example.com", "looks like an e-mail address"), ("asha@@ybl", "with one @"),
    ])
    func `what is no UPI id is refused with what to type`(typed: String, message: String) throws {
        let page = try requestByUPI(typed)
        #expect(page.status == 422 && page.error(of: "upi")?.contains(message) == true)
        #expect(page.error(of: "account") == nil && page.error(of: "holder") == nil)
        #expect(try shop.rows("return_request") == 0)
    }

    @Test func `a choice that is none is asked for`() throws {
        let page = try requestByUPI(Self.upi, ["refund_route": "cheque"])
        #expect(page.status == 422 && page.words.contains("Choose where the refund goes."))
    }

    @Test func `a website that does not offer it takes none`() throws {
        try offer(false)
        let page = try requestByUPI()
        #expect(page.status == 422 && page.error(of: "account") != nil)
        #expect(try shop.rows("return_request") == 0)
    }

    @Test func `NEFT may still be chosen`() throws {
        #expect(try asha.requestReturn(number, [1: "1"], ["refund_route": "neft"]).status == 303)
        #expect(try shop.returns(number).first?.refundRoute == .neft)
        #expect(asha.get("/account/orders/\(number)").words.contains("Refund by NEFT to ••••7890."))
    }

    @Test func `another field's error does not cost the UPI id, which no page shows`() throws {
        let page = try requestByUPI(Self.upi, ["reason": ""])
        #expect(page.status == 422 && !page.text.contains(Self.upi))
        #expect(page.words.contains("The one that ends in 1985@okhdfc is kept. Type here only to change it."))
        let sealed = try #require(page.value(of: "sealed_upi"))
        #expect(try requestByUPI("", ["sealed_upi": String(sealed.dropLast(2)) + "AA"]).error(of: "upi") != nil)
        #expect(try requestByUPI("", ["sealed_upi": sealed]).status == 303)
        #expect(shop.ai.received("/orders/\(number)/returns").last?.body.contains(Self.upi) == true)
        try shop.expectNowhere(Self.upi)
    }

    @Test func `a comment with the UPI id in it is refused`() throws {
        let page = try requestByUPI(Self.upi, ["comment": "Pay to Asha.Rao.1985@okHDFC"])
        #expect(page.status == 422 && page.words.contains("Leave the UPI id out"))
        try shop.expectNowhere(Self.upi)
    }

    @Test(arguments: [
        LoopbackServer.Turn.answer(422, ArvindSays.refusal("INVALID_ACCOUNT", "No such VPA: \(upi)")),
        .answer(422, ArvindSays.refusal(upi.uppercased(), upi.uppercased())),
        .answer(200, #"{"status":"SUCCESS","arvindReturnId":"\#(upi)"}"#), .answer(500, "vpa=\(upi)"),
    ])
    func `UPI ids in Arvind's answers and events are masked on the page, in the store and in the log`(
        turn: LoopbackServer.Turn
    ) throws {
        let shop = try TestShop()
        let asha = try shop.asha
        let number = try shop.sold(to: asha, .delivered)
        let brand = shop.brand.id
        try shop.database.write { try $0.setUPIRefunds(true, of: brand) }
        shop.ai.answers("/orders/\(number)/returns", turn)
        let answer = try asha.requestReturn(number, [1: "1"], ["refund_route": "upi", "upi": Self.upi])
        #expect(shop.ai.received("/orders/\(number)/returns").first?.body.contains(Self.upi) == true)
        let word = #""reason":"Paid to \#(Self.upi)""#
        _ = shop.arvind.tells("evt_9", number, "return_picked_up", at: shop.now, more: word)
        let staff = try shop.staff()
        let pages =
            ["/admin/orders/\(number)", "/admin/returns", "/admin/tools/logs", "/admin/tools/inbox"]
            .map(staff.get) + [answer, asha.get("/account/orders/\(number)")]
        for page in pages { #expect(!page.text.lowercased().contains(Self.upi), "\(page.words)") }
        try shop.expectNowhere(Self.upi)
        #expect(!shop.log.lowercased().contains(Self.upi))
    }

    @Test func `an administrator sees it in full after confirming, and it is erased as bank details are`() throws {
        #expect(try requestByUPI().status == 303)
        let admin = try shop.staff()
        #expect(admin.get("/admin/returns").words.contains("••••1985@okhdfc Show full details"))
        let path = "/admin/returns/\(number)-R1/bank-details"
        let page = try admin.follow(try admin.post(path))
        #expect(page.words.contains("UPI id \(Self.upi)"))
        #expect(try shop.audited().contains { $0.action == "Viewed bank details" })
        shop.clock.advance(.days(181))
        _ = try shop.world.eraseBankDetails()
        let row = try #require(try shop.returns(number).first)
        #expect(!row.hasBankDetails && row.refundRoute == .upi)
        #expect(try shop.staff().post(path).status == 404)
    }

    @Test func `an open return is tried again with the same UPI id`() throws {
        shop.ai.answers("/orders/\(number)/returns", .answer(503, ""), .answer(200, #"{"status":"SUCCESS"}"#))
        #expect(try requestByUPI().status == 422)
        #expect(try asha.retryReturn(number).status == 303)
        let bodies = shop.ai.received("/orders/\(number)/returns").map(\.body)
        #expect(bodies.count == 2 && bodies[0] == bodies[1])
    }
}
