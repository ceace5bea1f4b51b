/// An Indian postal code: six digits, the first of them not 0.
package struct Pincode: Hashable, Sendable {
    package let text: String

    /// Reads a pincode in the digits of any script, ignoring what sets them apart; nil when it is not one.
    package init?(_ text: String) {
        let digits = text.plainDigits.unseparated
        guard digits.count == 6, digits.allSatisfy(\.isASCIIDigit), digits.first != "0" else { return nil }
        self.text = digits
    }
}
