/// An Indian mobile number: ten digits that begin with 6–9.
package struct Mobile: Hashable, Sendable {
    /// The ten digits, without a country code.
    package let text: String

    /// Reads a number as people write it, `(+91) 98765 43210`: all but its digits is left out, in whatever script they are, and
    /// so is 00, 91 or 0 in front while there are more than ten. `9123456789` stays whole. nil when it is not one.
    package init?(_ text: String) {
        var digits = String(String.UnicodeScalarView(text.unicodeScalars.compactMap(\.plainDigit)))[...]
        while digits.count > 10, let code = ["00", "91", "0"].first(where: digits.hasPrefix) {
            digits.removeFirst(code.count)
        }
        guard digits.count == 10, let first = digits.first, first >= "6" else { return nil }
        self.text = String(digits)
    }
}
