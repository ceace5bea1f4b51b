package struct CustomerAccount: Equatable, Sendable {
    package let id: ID<CustomerAccount>
    package let websiteID: ID<Website>
    package let name: String
    package let email: String

    package init(id: ID<CustomerAccount>, websiteID: ID<Website>, name: String, email: String) {
        self.id = id
        self.websiteID = websiteID
        self.name = name
        self.email = email
    }
}
