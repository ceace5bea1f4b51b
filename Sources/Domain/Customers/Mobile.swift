/// An Indian mobile number: ten digits that begin with 6–9.
package struct Mobile: Hashable, Sendable {
    /// The ten digits, without a country code.
    package let text: String

    /// Reads a number as people type it: spaces and dashes ignored, a leading 0, 91 or +91 stripped; nil when it is not one.
    package init?(_ text: String) {
        var digits = text.filter { !" -".contains($0) }
        if digits.hasPrefix("+91") {
            digits.removeFirst(3)
        } else if digits.count == 12, digits.hasPrefix("91") {
            digits.removeFirst(2)
        } else if digits.count == 11, digits.hasPrefix("0") {
            digits.removeFirst()
        }
        guard digits.count == 10, digits.allSatisfy(\.isASCIIDigit), let first = digits.first, first >= "6" else {
            return nil
        }
        self.text = digits
    }
}
