extension Unicode.Scalar {
    /// Invisible characters that come with pasted text: direction marks, zero-width spaces, byte order marks, soft hyphens.
    package var isInvisible: Bool {
        properties.isDefaultIgnorableCodePoint || properties.generalCategory == .format
    }

    /// The joiners of Indian scripts: without them a word is written differently.
    var isJoiner: Bool { self == "\u{200c}" || self == "\u{200d}" }

    /// The ASCII digit for a digit of any script: `९` and `９` are `9`.
    var plainDigit: Unicode.Scalar? {
        guard properties.numericType == .decimal, let value = properties.numericValue else { return nil }
        return Unicode.Scalar(UInt8(ascii: "0") + UInt8(value))
    }

    /// The plain form of a full-width character or another kind of space; any other character as it is.
    var plainForm: Unicode.Scalar {
        switch value {
        // The block repeats ASCII in its order.
        case 0xFF01...0xFF5E: Unicode.Scalar(value - 0xFEE0) ?? self
        default: properties.generalCategory == .spaceSeparator ? " " : self
        }
    }
}

extension Unicode.Scalar {
    /// What people put between the characters of a number that is too long to read: spaces, dashes, dots and brackets.
    var setsApart: Bool {
        if isASCII { return " \t.()[]-".unicodeScalars.contains(self) }
        let category = properties.generalCategory
        // A minus sign is none of the dashes.
        return category == .spaceSeparator || category == .dashPunctuation || self == "\u{2212}"
    }
}

extension String {
    /// Typed or pasted text in plain characters: no full-width forms, one kind of space, no invisible characters.
    package var plainForms: String {
        var plain = UnicodeScalarView()
        for scalar in unicodeScalars where !scalar.isInvisible { plain.append(scalar.plainForm) }
        return String(plain)
    }

    /// The same, with the digits of every script as 0–9.
    package var plainDigits: String {
        var plain = UnicodeScalarView()
        plain.append(contentsOf: plainForms.unicodeScalars.map { $0.plainDigit ?? $0 })
        return String(plain)
    }

    /// A name in plain characters: the joiners of Indian scripts stay in their words.
    var plainName: String {
        var plain = UnicodeScalarView()
        for scalar in unicodeScalars where !scalar.isInvisible || scalar.isJoiner && plain.last?.isASCII == false {
            plain.append(scalar.plainForm)
        }
        return String(plain)
    }

    var unseparated: String {
        var rest = UnicodeScalarView()
        rest.append(contentsOf: unicodeScalars.filter { !$0.setsApart })
        return String(rest)
    }
}
