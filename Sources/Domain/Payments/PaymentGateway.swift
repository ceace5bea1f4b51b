/// Where a website's customers pay online, without its secret.
package struct PaymentGateway: Equatable, Sendable {
    package enum Kind: String, Sendable {
        /// The demo's sandbox plays it: no money moves.
        case sandbox
    }

    package let kind: Kind
    package let pageURL: String
    /// What the gateway knows the website by.
    package let keyID: String

    package init(kind: Kind, pageURL: String, keyID: String) {
        self.kind = kind
        self.pageURL = pageURL
        self.keyID = keyID
    }
}
