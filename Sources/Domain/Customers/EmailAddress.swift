/// An e-mail address, lower-cased: one person does not become two by typing a capital.
package struct EmailAddress: Hashable, Sendable {
    package let text: String

    /// Reads an address: something, one @, a domain with a dot. Only a delivered mail proves more. Accepts a full-width @,
    /// and drops invisible characters that were pasted with it.
    package init?(_ text: String) {
        let trimmed = text.plainForms.trimmed.lowercased()
        let parts = trimmed.split(separator: "@", omittingEmptySubsequences: false)
        guard trimmed.utf8.count <= 254, parts.count == 2, !parts[0].isEmpty, parts[1].contains("."),
            !parts[1].hasPrefix("."), !parts[1].hasSuffix("."),
            trimmed.unicodeScalars.allSatisfy({
                $0.value > 32 && $0.value != 127 && !$0.properties.isWhitespace
                    && !",;<>()\"".unicodeScalars.contains($0)
            })
        else { return nil }
        self.text = trimmed
    }
}
