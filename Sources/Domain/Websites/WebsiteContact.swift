/// How a website calls itself, and whom its customers may turn to.
package struct WebsiteContact: Equatable, Sendable {
    package let name: String
    /// Empty where there is none, as all of these.
    package let email: String
    package let phone: String
    /// The grievance officer's name and how to reach them, whom the Consumer Protection (E-Commerce) Rules, 2020, ask for.
    package let grievanceOfficer: String
    /// What it says of its returns in its own words, such as within how many days; the same rules ask for it.
    package let returnTerms: String

    package init(name: String, email: String, phone: String, grievanceOfficer: String, returnTerms: String = "") {
        self.name = name
        self.email = email
        self.phone = phone
        self.grievanceOfficer = grievanceOfficer
        self.returnTerms = returnTerms
    }

    package var isEmpty: Bool { email.isEmpty && phone.isEmpty && grievanceOfficer.isEmpty }
}
