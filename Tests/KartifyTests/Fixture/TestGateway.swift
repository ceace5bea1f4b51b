import Crypto
import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// The payment gateway of a website, calling it with its signature.
struct TestGateway: Sendable {
    static let page = "http://localhost:8081/pay"
    static let secret = "gateway-secret-0123456789"

    let shop: TestShop
    var host = "localhost"
    var secret = Self.secret

    /// Says that an order was paid, or that paying failed.
    ///
    /// - Parameter paise: another amount than the order's total.
    @discardableResult
    func tells(
        _ event: String = "pay_1", _ number: String, _ outcome: String = "paid", paise: Int? = nil
    ) throws -> Answer {
        let total = try shop.database.read { store in
            try store.first("SELECT total FROM sales_order WHERE number = \(number)") { try $0.next() as Int }
        }
        return post(
            """
            {"eventId":"\(event)","eventTime":"\(noon.rfc3339)","orderId":"\(number)","outcome":"\(outcome)",\
            "amount":\(paise ?? total ?? 1)}
            """)
    }

    func post(_ body: String, signature: String? = nil) -> Answer {
        let bytes = Array(body.utf8)
        let right = Base64.standard.encode(hmacSHA256(bytes, key: Array(secret.utf8)))
        return shop.send(
            "POST", "/api/v1/payments", to: host,
            headers: ["content-type": "application/json", "x-payment-signature": signature ?? right], body: bytes)
    }
}

extension TestShop {
    var gateway: TestGateway { TestGateway(shop: self) }

    /// The order is paid, as the gateway says it.
    func pay(_ number: String) throws {
        let answer = try gateway.tells("pay_\(number)", number)
        try #require(answer.status == 200, "\(answer.text)")
    }

    /// Lets the customers of a website pay online.
    func connectGateway(to website: Website) throws {
        let sealed = world.key.seal(TestGateway.secret, purpose: SealPurpose.gatewaySecret)
        let gateway = PaymentGateway(
            kind: .sandbox, pageURL: TestGateway.page, keyID: "key_\(website.orderPrefix)")
        try database.write { try $0.setPaymentGateway((gateway, sealed), of: website.id) }
    }
}

extension Answer {
    /// The code of a problem document.
    var problemCode: String? { try? json()["code"]?.string }
}
