/// A Kartify website as Arvind knows it: its ids, its token, and how we call it.
struct Shop: Decodable, Sendable {
    /// A SKU that Arvind counts from the start.
    struct Seed: Decodable, Sendable {
        let sku: String
        let quantity: Int
    }

    let name: String
    /// `fynd` for a website that has its account with FYND, which we play too.
    let oms: String?
    /// `http://localhost:8080`, without a slash at the end.
    let address: String
    /// Our username on its API.
    let username: String
    let password: String
    /// The token that it sends us.
    let authToken: String
    let channelId: String
    let warehouseId: String
    let orderingStoreId: String
    /// `whsec_…`: webhooks are signed when there is one. FYND's secret key is any text.
    let webhookSecret: String?
    /// Its account with the payment gateway, which we play too; nil when it has none.
    let gatewayKey: String?
    let gatewaySecret: String?
    /// Initial counts, so that orders are accepted before inventory was pushed.
    let stock: [Seed]?

    var isOfFynd: Bool { oms == "fynd" }

    func url(_ path: String) -> String {
        (address.hasSuffix("/") ? String(address.dropLast()) : address) + path
    }
}
