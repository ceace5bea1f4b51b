enum FullText {
    /// The words of a name in small letters: all but letters, marks and digits separates words.
    static func words(of text: String) -> [String] {
        text.lowercased().unicodeScalars.split { !isPartOfWord($0) }.map { String(String.UnicodeScalarView($0)) }
    }

    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }
}

extension Reader where Self: ~Copyable {
    /// A condition on the rows of a full-text table `words`: each has all these words, or for a word that ends with `*` one that
    /// begins so. Words have no white space, quotes or backslashes.
    func hasWords(_ words: [String], in table: SQL) -> SQL {
        switch connection.dialect {
        case .sqlite:
            let terms = words.map { $0.hasSuffix("*") ? "\"\($0.dropLast())\"*" : "\"\($0)\"" }
            return "\(table) MATCH \(terms.joined(separator: " "))"
        case .postgres:
            let terms = words.map { $0.hasSuffix("*") ? "'\($0.dropLast())':*" : "'\($0)'" }
            return
                "array_to_tsvector(string_to_array(words, ' ')) @@ CAST(\(terms.joined(separator: " & ")) AS tsquery)"
        }
    }
}
