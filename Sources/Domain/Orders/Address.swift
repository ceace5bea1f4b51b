/// Where an order goes.
public struct Address: Equatable, Sendable {
    /// The person at the door.
    public let name: String
    /// House and street.
    public let line1: String
    /// Anything more; may be empty.
    public let line2: String
    /// City or town.
    public let city: String
    /// State or union territory.
    public let state: String
    /// Where the courier goes.
    public let pincode: Pincode
    /// Ten digits.
    public let phone: Mobile

    /// An address whose parts have been checked.
    public init(
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
