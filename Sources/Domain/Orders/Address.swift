package struct Address: Equatable, Sendable {
    /// The recipient.
    package let name: String
    package let line1: String
    /// Anything more; may be empty.
    package let line2: String
    package let city: String
    /// State or union territory.
    package let state: String
    package let pincode: Pincode
    package let phone: Mobile

    package init(
        name: String, line1: String, line2: String, city: String, state: String, pincode: Pincode, phone: Mobile
    ) {
        self.name = name
        self.line1 = line1
        self.line2 = line2
        self.city = city
        self.state = state
        self.pincode = pincode
        self.phone = phone
    }
}
