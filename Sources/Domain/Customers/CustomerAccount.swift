/// Somebody with an account at one website.
public struct CustomerAccount: Equatable, Sendable {
    /// The row.
    public let id: Int
    /// The website; the same person has another account at another.
    public let websiteID: Int
    /// The name they gave.
    public let name: String
    /// What they sign in with.
    public let email: String

    /// An account as it was read from the store.
    public init(id: Int, websiteID: Int, name: String, email: String) {
        self.id = id
        self.websiteID = websiteID
        self.name = name
        self.email = email
    }
}
