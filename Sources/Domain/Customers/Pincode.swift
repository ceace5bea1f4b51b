/// An Indian postal code: six digits, the first of them not 0.
package struct Pincode: Hashable, Sendable {
    package let text: String

    /// What to type instead of something else.
    package static let advice = "Type a six-digit pincode that does not begin with 0."

    /// Reads a pincode in the digits of any script, ignoring what sets them apart; nil when it is not one.
    package init?(_ text: String) {
        let digits = Self.isPlain(text) ? text : text.plainDigits.unseparated
        guard Self.isPlain(digits) else { return nil }
        self.text = digits
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.count == 6 && text.utf8.allSatisfy(\.isASCIIDigit) && text.utf8.first != UInt8(ascii: "0")
    }
}
