/// A UPI id, such as `asha@okhdfc` (NPCI calls it a virtual payment address). Whoever has it can ask for money, so it is kept as an
/// account number is: it prints itself masked.
package struct UPIAddress: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// In small letters: UPI does not tell them apart.
    package let text: String

    /// - Returns: nil when the text is none, in whatever way it was typed.
    package init?(_ typed: String) {
        let parts = Self.plain(typed).split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (2...256).contains(parts[0].count), (2...64).contains(parts[1].count),
            parts[0].allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || ".-_".contains($0) }),
            parts[1].first?.isASCIILetter == true,
            parts[1].allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit })
        else { return nil }
        text = "\(parts[0])@\(parts[1])"
    }

    /// The end of it, which a page may show: a few characters of the name, and whose it is.
    package var end: String {
        let name = text.prefix { $0 != "@" }
        return String(name.suffix(min(4, name.count / 3)) + text.dropFirst(name.count))
    }

    package var description: String { "UPI id ending in \(end)" }
    package var debugDescription: String { description }
    /// Empty, so that `dump` does not show it either.
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// What to do about a text that is none.
    package static func advice(_ typed: String) -> String {
        let text = plain(typed)
        guard let at = text.firstIndex(of: "@") else {
            return text.isEmpty
                ? "Type your UPI id, such as asha@okhdfc. Your UPI app shows it in your profile."
                : "Type the whole UPI id, with the @ and what follows it, such as asha@okhdfc."
        }
        return text[at...].contains(".")
            ? "This looks like an e-mail address. A UPI id has no dot after the @, such as asha@okhdfc."
            : "Type a UPI id such as asha@okhdfc: letters, digits, dots and hyphens, with one @."
    }

    private static func plain(_ typed: String) -> String {
        let text = typed.plainDigits.trimmed.filter { $0 != " " }
        // Read before it is made small: some letters of other scripts become one of ours.
        return text.allSatisfy(\.isASCII) ? text.lowercased() : text
    }
}
