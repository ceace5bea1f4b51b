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
