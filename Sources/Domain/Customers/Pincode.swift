/// An Indian postal code: six digits, the first of them not 0.
package struct Pincode: Hashable, Sendable {
    package let text: String

    /// Reads a pincode, spaces ignored; nil when it is not one.
    package init?(_ text: String) {
        let digits = text.filter { $0 != " " }
        guard digits.count == 6, digits.allSatisfy(\.isASCIIDigit), digits.first != "0" else { return nil }
        self.text = digits
    }
}
