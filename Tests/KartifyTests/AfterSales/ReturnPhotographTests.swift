import Domain
import TestSupport
import Testing

@testable import Kartify

/// Photographs that come with a return: for staff who work on it, and for a while.
struct ReturnPhotographTests {
    private let shop: TestShop
    private let asha: Browser
    private let number: String

    init() throws {
        shop = try TestShop()
        asha = try shop.asha
        number = try shop.sold(to: asha, .delivered)
        shop.ai.answers("/orders/\(number)/returns", .answer(200, #"{"status":"SUCCESS","arvindReturnId":"AR-1"}"#))
    }

    private func send(_ photographs: [[UInt8]], _ changes: [String: String] = [:]) throws -> Answer {
        let path = "/account/orders/\(number)/return"
        var fields = ["reason": "DAMAGED", "comment": "Torn"].merging(ashasBank) { $1 }
        fields["quantity-\(try shop.order(number).lines[0].id)"] = "1"
        let token = try #require(asha.get(path).csrf)
        fields["csrf"] = token
        fields.merge(changes) { $1 }
        var body = fields.map { "--b\r\nContent-Disposition: form-data; name=\"\($0)\"\r\n\r\n\($1)\r\n" }.joined()
        if photographs.isEmpty {
            body += "--b\r\nContent-Disposition: form-data; name=\"photographs\"; filename=\"\"\r\n\r\n\r\n"
        }
        var bytes = Array(body.utf8)
        for photograph in photographs {
            bytes += "--b\r\nContent-Disposition: form-data; name=\"photographs\"; filename=\"a.png\"\r\n\r\n".utf8
            bytes += photograph + Array("\r\n".utf8)
        }
        return asha.send(
            "POST", path, headers: ["content-type": "multipart/form-data; boundary=b"],
            body: bytes + Array("--b--\r\n".utf8))
    }

    private func address() throws -> String {
        let page = try shop.staff(.operations).get("/admin/orders/\(number)")
        return try #require(page.piece(after: "<a href=\"/admin/returns/", before: "\"")).prefixed("/admin/returns/")
    }

    @Test func `staff who work on returns see them, and nobody else`() throws {
        #expect(try send([TestImages.png, TestImages.jpeg]).status == 303)
        #expect(try shop.rows("return_photograph") == 2)
        let address = try address()
        let picture = try shop.staff(.operations).get(address)
        #expect(ImageKind(of: picture.response.body[...]) == .webp && picture.header("Content-Type") == "image/webp")
        #expect(picture.header("Cache-Control") == "no-store")
        #expect(picture.header("Content-Security-Policy")?.contains("sandbox") == true)
        let support = try shop.staff(.support)
        #expect(support.get(address).status == 403)
        #expect(!support.get("/admin/orders/\(number)").text.contains("/photographs/"))
        #expect(asha.get(address).status == 303)
        #expect(!asha.get("/account/orders/\(number)").text.contains("photographs/"))
        let operations = try shop.staff(.operations)
        try operations.post("/admin/website", ["website": "\(shop.second.id)"])
        #expect(operations.get(address).status == 404)
    }

    @Test func `a telephone's photograph is kept smaller, upright, and without what its file says of who took it`()
        throws
    {
        let large = TestImages.jpeg + [UInt8](repeating: 0, count: 3 << 20)
        #expect(try send([large, TestImages.wide]).status == 303)
        let kept: [[UInt8]] = try shop.database.read {
            try $0.all("SELECT bytes FROM return_photograph ORDER BY id") { try $0.next() }
        }
        #expect(
            kept.map { ImageKind.webp.size(of: $0[...]) } == [
                .init(width: 20, height: 40), .init(width: 1000, height: 500),
            ])
        #expect(kept.allSatisfy { $0.count < 100_000 })
        try shop.expectNowhere("SecretPhone")
    }

    @Test func `a return needs none`() throws {
        #expect(try send([]).status == 303)
        #expect(try shop.rows("return_photograph") == 0 && shop.rows("return_request") == 1)
    }

    @Test(arguments: [
        ([Array("<svg/>".utf8)], "“a.png” is not a PNG, JPEG or WebP image."),
        ([[0, 0, 0, 24] + Array("ftypheic0000".utf8)], "Send it as JPEG, PNG or WebP: on an iPhone choose Settings"),
        ([Array(TestImages.png.prefix(60))], "“a.png” is damaged. Save the image again"),
        ([TestImages.header(width: 8000, height: 8000)], "40 megapixels are the most"),
        (Array(repeating: TestImages.png, count: 4), "Choose up to 3 photographs."),
        (
            [TestImages.png + [UInt8](repeating: 0, count: 6 << 20)], "“a.png” is larger than 6 MB."
        ),
    ])
    func `what cannot be taken is refused, and everything else stays`(photographs: [[UInt8]], message: String) throws {
        let page = try send(photographs)
        #expect(page.status == 422 && page.words.contains(message))
        #expect(page.value(of: "holder") == ashasBank["holder"] && page.words.contains("Choose your photographs again"))
        #expect(try shop.rows("return_request") == 0)
    }

    @Test func `they are erased with the bank details, and with the customer`() throws {
        #expect(try send([TestImages.png]).status == 303)
        shop.clock.advance(.days(181))
        _ = try shop.world.eraseBankDetails()
        #expect(try shop.rows("return_photograph") == 0)
        #expect(try shop.rows("return_request", where: "photographs = 0") == 1)
    }

    @Test func `another field's error does not cost the account number, which no page shows`() throws {
        let page = try send([], ["ifsc": "x"])
        #expect(page.status == 422 && !page.text.contains(ashasAccount))
        #expect(page.words.contains("The one that ends in \(ashasAccount.suffix(4)) is kept."))
        let sealed = try #require(page.value(of: "sealed_account"))
        let fixed = try send([], ["account": "", "account_again": "", "sealed_account": sealed])
        #expect(fixed.status == 303, "\(fixed.words)")
        #expect(
            shop.ai.received("/orders/\(number)/returns").last?.body.contains("\"accountNumber\":\"\(ashasAccount)\"")
                == true)
        try shop.expectNowhere(ashasAccount)
    }

    @Test func `a sealed number of another order, or one that was changed, is none`() throws {
        let sealed = try #require(try send([], ["ifsc": "x"]).value(of: "sealed_account"))
        let bare = ["account": "", "account_again": ""]
        let broken = try send([], bare.merging(["sealed_account": String(sealed.dropLast(2)) + "AA"]) { $1 })
        #expect(broken.error(of: "account") != nil)
        let other = try shop.sold(to: asha, .delivered)
        let fields = ashasBank.merging(bare) { $1 }.merging(["sealed_account": sealed, "reason": "DAMAGED"]) { $1 }
        let page = try asha.post("/account/orders/\(other)/return", fields)
        #expect(page.error(of: "account") != nil)
    }
}

extension String {
    fileprivate func prefixed(_ start: String) -> String { start + self }
}
