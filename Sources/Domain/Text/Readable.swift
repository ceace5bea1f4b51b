extension Unicode.Scalar {
    /// Whether the scalar is safe to show: no control, bidirectional or unassigned characters.
    package var isReadable: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        // The two that join letters of Indian scripts, and emoji.
        case .format: self == "\u{200c}" || self == "\u{200d}"
        default: true
        }
    }
}

extension String {
    /// What a person typed, without white space at the ends and unreadable characters; line breaks and tabs stay.
    ///
    /// - Parameter length: in scalars, because a single character may have thousands of accents; a line break counts as one.
    /// - Returns: nil when it is shorter or longer.
    package func words(_ length: ClosedRange<Int>) -> String? {
        var kept = UnicodeScalarView()
        kept.append(contentsOf: unicodeScalars.filter { $0.isReadable || $0 == "\n" || $0 == "\r" || $0 == "\t" })
        let words = String(kept).trimmed
        return length.contains(words.unicodeScalars.count { $0 != "\r" }) ? words : nil
    }

    /// The text on one line: a space stands for what cannot be read, and one space for many.
    package var onOneLine: String {
        var readable = UnicodeScalarView()
        readable.append(contentsOf: unicodeScalars.map { $0.isReadable ? $0 : " " })
        return String(readable).split(separator: " ").joined(separator: " ")
    }
}
