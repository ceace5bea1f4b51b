/// A person's name: 2 to 100 Unicode scalars on one line, at least one of them a letter.
package struct PersonName: Hashable, Sendable {
    package let text: String

    /// Reads a name as people write it: drops invisible characters and joins white space to one space. nil when it is
    /// not a name.
    package init?(_ text: String) {
        guard let words = text.words(0...1000) else { return nil }
        let name = words.plainName.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard (2...100).contains(name.unicodeScalars.count), name.contains(where: \.isLetter) else { return nil }
        self.text = name
    }
}
