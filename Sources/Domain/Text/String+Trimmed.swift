extension StringProtocol {
    package var trimmed: String {
        if isTrimmedASCII { return String(self) }
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        return String(rest)
    }

    /// Whether a text begins and ends with visible ASCII characters, as most do: then there is nothing to trim.
    private var isTrimmedASCII: Bool {
        guard let first = unicodeScalars.first, let last = unicodeScalars.last else { return true }
        return ("!"..."~").contains(first) && ("!"..."~").contains(last)
    }
}
