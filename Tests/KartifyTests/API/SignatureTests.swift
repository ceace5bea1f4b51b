import Crypto
import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// The Standard Webhooks signature that events carry when the module has a webhook secret.
struct SignatureTests {
    private let shop: TestShop
    private let number: String
    private let body: String
    private static let key = Array("a key of 24 bytes length!".utf8)

    init() throws {
        shop = try TestShop()
        number = try shop.visitor().order()
        body = shop.arvind.event("evt_1", number, #"{"orderItemId":"\#(number)-1","status":"packed"}"#)
        let sealed = shop.world.key.seal(
            "whsec_" + Base64.standard.encode(Self.key), purpose: SealPurpose.webhookSecret)
        let id = shop.brand.id
        try shop.database.write { try $0.setWebhookSecret(sealed: sealed, of: id) }
    }

    private func headers(
        id: String = "evt_1", at time: Instant = noon, body: String? = nil, key: [UInt8] = SignatureTests.key
    ) -> [String: String] {
        let timestamp = "\(time.milliseconds / 1000)"
        let signed = hmacSHA256(Array("\(id).\(timestamp).\(body ?? self.body)".utf8), key: key)
        return [
            "webhook-id": id, "webhook-timestamp": timestamp,
            "webhook-signature": "v1," + Base64.standard.encode(signed),
        ]
    }

    private func post(_ headers: [String: String], body: String? = nil) -> Answer {
        shop.arvind.post("/api/v1/webhooks/order-status", body ?? self.body, headers: headers)
    }

    private func expectTaken(_ answer: Answer, sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(answer.status == 200, sourceLocation: sourceLocation)
        #expect(try shop.order(number).status == .packed, sourceLocation: sourceLocation)
    }

    private func expectRefused(_ answer: Answer, sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(answer.status == 401, sourceLocation: sourceLocation)
        try expectProblem(answer, "unauthorized", sourceLocation: sourceLocation)
        #expect(try shop.order(number).status == .processing, sourceLocation: sourceLocation)
        #expect(try shop.rows("webhook_event") == 0, sourceLocation: sourceLocation)
    }

    @Test func `a right signature is taken`() throws {
        try expectTaken(post(headers()))
    }

    @Test func `one right signature among several is enough`() throws {
        var several = headers()
        several["webhook-signature"] = "v1,AAAA v2,xyz \(several["webhook-signature"] ?? "") v1,BBBB"
        try expectTaken(post(several))
    }

    @Test(arguments: ["", "v1", "v1,", "v1,AAAA", "v1,AAAA v1,BBBB", "AAAA"])
    func `wrong signatures are refused`(signature: String) throws {
        var wrong = headers()
        wrong["webhook-signature"] = signature
        try expectRefused(post(wrong))
    }

    @Test func `a right signature under another version is refused`() throws {
        var wrong = headers()
        wrong["webhook-signature"] = wrong["webhook-signature"].map { "v2" + $0.dropFirst(2) }
        try expectRefused(post(wrong))
    }

    @Test func `a signature with another key, of another body, id or time is refused`() throws {
        try expectRefused(post(headers(key: Array("another key of 24 bytes..".utf8))))
        try expectRefused(post(headers(body: body + " ")))
        try expectRefused(post(headers(), body: body.replacing("packed", with: "delivered")))
        try expectRefused(post(headers().merging(["webhook-id": "evt_2"]) { $1 }))
        try expectRefused(post(headers().merging(["webhook-timestamp": "\(noon.milliseconds / 1000 + 1)"]) { $1 }))
    }

    @Test(arguments: ["webhook-id", "webhook-timestamp", "webhook-signature"])
    func `a missing header is refused`(name: String) throws {
        var missing = headers()
        missing[name] = nil
        try expectRefused(post(missing))
    }

    @Test(arguments: [-301, 301, -86_400])
    func `a time more than five minutes away is refused`(seconds: Int) throws {
        try expectRefused(post(headers(at: noon + .seconds(seconds))))
    }

    @Test(arguments: [-300, 300])
    func `a time five minutes away is taken`(seconds: Int) throws {
        try expectTaken(post(headers(at: noon + .seconds(seconds))))
    }

    @Test(arguments: ["", "now", "1e9", "-1", "-9223372036854775", "9223372036854775807", "-9223372036854775808"])
    func `a malformed time is refused`(timestamp: String) throws {
        try expectRefused(post(headers().merging(["webhook-timestamp": timestamp]) { $1 }))
    }

    @Test func `a signature does not replace the credentials`() throws {
        var caller = shop.arvind
        caller.password = "wrong-password"
        let answer = caller.post("/api/v1/webhooks/order-status", body, headers: headers())
        try expectRefused(answer)
    }

    @Test func `without a secret no signature is needed, and a wrong one does not matter`() throws {
        let id = shop.brand.id
        try shop.database.write { try $0.setWebhookSecret(sealed: nil, of: id) }
        try expectTaken(post(["webhook-signature": "v1,AAAA"]))
    }

    @Test func `the inventory API needs no signature`() throws {
        #expect(shop.arvind.inventory(#"{"sku":"BELT","quantity":1}"#).status == 200)
    }
}
