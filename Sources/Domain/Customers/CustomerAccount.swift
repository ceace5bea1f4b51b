/// A customer's account at one website.
package struct CustomerAccount: Equatable, Sendable {
    package let id: Int
    package let websiteID: Int
    package let name: String
    package let email: String

    package init(id: Int, websiteID: Int, name: String, email: String) {
        self.id = id
        self.websiteID = websiteID
        self.name = name
        self.email = email
    }
}
