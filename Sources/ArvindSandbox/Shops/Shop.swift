/// A Kartify website as Arvind knows it: who it is, how it proves itself to us, and how we call it.
struct Shop: Decodable, Sendable {
    /// A SKU that Arvind counts from the start.
    struct Seed: Decodable, Sendable {
        let sku: String
        let quantity: Int
    }

    let name: String
    /// `http://localhost:8080`, without a slash at the end.
    let address: String
    /// What we sign in with on its API.
    let username: String
    let password: String
    /// What it sends us.
    let authToken: String
    let channelId: String
    let warehouseId: String
    let orderingStoreId: String
    /// `whsec_…`: webhooks are signed when there is one.
    let webhookSecret: String?
    /// So that orders can be taken before any inventory was pushed.
    let stock: [Seed]?

    /// The address of one of its API's calls.
    func url(_ path: String) -> String {
        (address.hasSuffix("/") ? String(address.dropLast()) : address) + path
    }
}
