/// An Indian mobile number: ten digits that begin with 6–9.
package struct Mobile: Hashable, Sendable {
    /// The ten digits, without a country code.
    package let text: String

    /// Reads a number as people write it, `(+91) 98765 43210`: keeps only the digits, of any script, and drops
    /// a leading 00, 91 or 0 while there are more than ten. nil when the rest is no mobile number.
    package init?(_ text: String) {
        if Self.isPlain(text) {
            self.text = text
            return
        }
        var digits = String(String.UnicodeScalarView(text.unicodeScalars.compactMap(\.plainDigit)))[...]
        while digits.count > 10, let code = ["00", "91", "0"].first(where: digits.hasPrefix) {
            digits.removeFirst(code.count)
        }
        guard Self.isPlain(digits) else { return nil }
        self.text = String(digits)
    }

    private static func isPlain(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 10 && text.utf8.allSatisfy(\.isASCIIDigit) && text.first.map { $0 >= "6" } == true
    }
}
