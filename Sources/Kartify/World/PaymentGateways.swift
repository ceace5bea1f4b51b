import Crypto
import Domain
import Storage
import Web

struct OpenGateway: Sendable {
    let gateway: PaymentGateway
    private let secret: [UInt8]

    init(_ gateway: PaymentGateway, secret: String) {
        self.gateway = gateway
        self.secret = Array(secret.utf8)
    }

    func hasSigned(_ body: [UInt8], _ signature: String) -> Bool {
        constantTimeEqual(Array(signature.utf8), Array(sign(body).utf8))
    }

    /// The gateway's page for an order: what is to be paid and where the customer comes back to, signed, so that nobody changes it
    /// on the way.
    func address(toPay order: Order, returningTo request: Request) -> String {
        let scheme = request.isSecure ? "https" : "http"
        let fields = [
            ("key", gateway.keyID), ("order", order.number), ("amount", "\(order.totals.total.paise)"),
            ("return", "\(scheme)://\(request.authority)/orders/\(order.number)?from=payment"),
        ]
        let query = fields.map { "\($0)=\(percentEncoded($1))" }.joined(separator: "&")
        return "\(gateway.pageURL)?\(query)&signature=\(percentEncoded(sign(Array(query.utf8))))"
    }

    private func sign(_ bytes: [UInt8]) -> String {
        Base64.standard.encode(hmacSHA256(bytes, key: secret))
    }
}

extension World {
    /// The payment gateway of a website; nil when it has none.
    func paymentGateway(of websiteID: ID<Website>) throws -> OpenGateway? {
        guard let row = try database.read({ try $0.paymentGateway(of: websiteID) }),
            let secret = key.open(row.sealedSecret, purpose: SealPurpose.gatewaySecret)
        else { return nil }
        return OpenGateway(row.gateway, secret: secret)
    }

    func paymentModes(of website: Website) throws -> [PaymentMode] {
        try paymentGateway(of: website.id) == nil ? [.cod] : PaymentMode.allCases
    }
}
