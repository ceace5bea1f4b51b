package enum InventoryRule {
    /// Items in one body.
    package static let items = 1...1000
    package static let quantity = 0...1_000_000_000
    /// How far the OMS's clock may run ahead of ours before a count's time is an error.
    package static let clockSkew = Span.minutes(5)

    package enum Rejection: Error {
        case unknownSKU, invalidSKU, invalidQuantity, invalidUpdatedAt, duplicateSKU
        /// It was counted in the future.
        case clockAhead

        package var detail: String {
            switch self {
            case .unknownSKU: "No product of this website has this SKU."
            case .invalidSKU: "Send a SKU of 1 to 64 characters."
            case .invalidQuantity: "Send a whole number from 0 to 1000000000."
            case .invalidUpdatedAt, .clockAhead:
                "Send an RFC 3339 time with an offset that is not in the future, or leave it out."
            case .duplicateSKU: "This SKU appears more than once in this request; send it once."
            }
        }
    }
}
