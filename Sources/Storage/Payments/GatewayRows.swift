import Domain

package struct PaymentGatewayRow: Sendable {
    package let gateway: PaymentGateway
    package let sealedSecret: [UInt8]
}

extension PaymentGateway.Kind: SQLBindable, SQLReadable {}

extension Reader where Self: ~Copyable {
    /// The payment gateway of a website; nil when it has none, and offers no prepaid.
    package func paymentGateway(of websiteID: ID<Website>) throws -> PaymentGatewayRow? {
        try first(
            "SELECT kind, page_url, key_id, secret_sealed FROM payment_gateway WHERE website_id = \(websiteID)"
        ) { row in
            PaymentGatewayRow(
                gateway: PaymentGateway(kind: try row.next(), pageURL: try row.next(), keyID: try row.next()),
                sealedSecret: try row.next())
        }
    }
}

extension Transaction {
    /// Gives a website a payment gateway in place of the one it has; nil takes it away.
    package func setPaymentGateway(_ gateway: (PaymentGateway, sealedSecret: [UInt8])?, of websiteID: ID<Website>)
        throws
    {
        try execute("DELETE FROM payment_gateway WHERE website_id = \(websiteID)")
        guard let (gateway, secret) = gateway else { return }
        try execute(
            """
            INSERT INTO payment_gateway (website_id, kind, page_url, key_id, secret_sealed)
            VALUES (\(websiteID), \(gateway.kind), \(gateway.pageURL), \(gateway.keyID), \(secret))
            """)
    }
}
