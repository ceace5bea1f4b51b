/// An Indian postal code: six digits, the first of them not 0.
public struct Pincode: Hashable, Sendable {
    /// The six digits.
    public let text: String

    /// Reads a pincode, spaces ignored; nil when it is not one.
    public init?(_ text: String) {
        let digits = text.filter { $0 != " " }
        guard digits.count == 6, digits.allSatisfy(\.isASCIIDigit), digits.first != "0" else { return nil }
        self.text = digits
    }
}
