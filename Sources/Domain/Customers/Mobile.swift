/// An Indian mobile number: ten digits that begin with 6–9.
package struct Mobile: Hashable, Sendable {
    /// The ten digits, without a country code.
    package let text: String

    /// Reads a number as people write it, `(+91) 98765 43210`: keeps only the digits, of any script, and drops
    /// a leading 00, 91 or 0 while there are more than ten. nil when the rest is no mobile number.
    package init?(_ text: String) {
        var digits = String(String.UnicodeScalarView(text.unicodeScalars.compactMap(\.plainDigit)))[...]
        while digits.count > 10, let code = ["00", "91", "0"].first(where: digits.hasPrefix) {
            digits.removeFirst(code.count)
        }
        guard digits.count == 10, let first = digits.first, first >= "6" else { return nil }
        self.text = String(digits)
    }
}
