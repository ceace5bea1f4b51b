import Crypto
import Domain
import Web

/// What a shop asks a customer to pay here: its page's address, which the shop has signed.
struct Bill: Sendable {
    let shop: Shop
    let order: String
    let amount: Money
    /// Where the customer goes afterwards.
    let returnURL: String
    let fields: Fields

    private static let names = ["key", "order", "amount", "return"]

    /// - Throws: a `Refusal` when the shop is not known, or has not signed this.
    init(_ fields: Fields, in shops: Shops) throws(Refusal) {
        let query = Self.names.map { "\($0)=\(percentEncoded(fields[$0]))" }.joined(separator: "&")
        guard let shop = shops.all.first(where: { $0.gatewayKey == fields["key"] }),
            let signature = shop.paymentSignature(of: Array(query.utf8)),
            constantTimeEqual(Array(signature.utf8), Array(fields["signature"].utf8)),
            let paise = Int(fields["amount"])
        else { throw Refusal(.forbidden, "This address of the payment page is not one that a shop has signed.") }
        self.shop = shop
        self.fields = fields
        order = fields["order"]
        amount = Money(paise: paise)
        returnURL = fields["return"]
    }
}

extension Shop {
    /// The gateway's signature, as base64; nil when the website has no account with the gateway.
    func paymentSignature(of bytes: [UInt8]) -> String? {
        gatewaySecret.map { Base64.standard.encode(hmacSHA256(bytes, key: Array($0.utf8))) }
    }
}
