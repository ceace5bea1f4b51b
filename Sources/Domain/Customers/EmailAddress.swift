/// An e-mail address, lower-cased: one person does not become two by typing a capital.
package struct EmailAddress: Hashable, Sendable {
    package let text: String

    /// Reads an address: something, one @, a domain with a dot. Only a letter that arrives proves more. A full-width @ is one too,
    /// and what came with it and cannot be seen is left out.
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
