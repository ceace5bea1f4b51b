/// Somebody with an account at one website.
package struct CustomerAccount: Equatable, Sendable {
    package let id: Int
    /// The website; the same person has another account at another.
    package let websiteID: Int
    /// The name they gave.
    package let name: String
    /// What they sign in with.
    package let email: String

    /// An account as it was read from the store.
    package init(id: Int, websiteID: Int, name: String, email: String) {
        self.id = id
        self.websiteID = websiteID
        self.name = name
        self.email = email
    }
}
