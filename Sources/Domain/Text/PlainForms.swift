extension Unicode.Scalar {
    /// Not to be seen: a mark of direction, a zero-width space, a byte order mark, a soft hyphen. They come with what is pasted.
    package var isInvisible: Bool {
        properties.isDefaultIgnorableCodePoint || properties.generalCategory == .format
    }

    /// The two that join letters of Indian scripts; what they stand between is written in another way without them.
    var isJoiner: Bool { self == "\u{200c}" || self == "\u{200d}" }

    /// The digit 0–9 that a digit of any script stands for: `९` and `９` are `9`.
    var plainDigit: Unicode.Scalar? {
        guard properties.numericType == .decimal, let value = properties.numericValue else { return nil }
        return Unicode.Scalar(UInt8(ascii: "0") + UInt8(value))
    }

    /// The plain character that a full-width one, or another kind of space, stands for; else itself.
    var plainForm: Unicode.Scalar {
        switch value {
        // The block repeats ASCII in its order.
        case 0xFF01...0xFF5E: Unicode.Scalar(value - 0xFEE0) ?? self
        default: properties.generalCategory == .spaceSeparator ? " " : self
        }
    }
}

extension String {
    /// What was typed or pasted, in plain characters: no full-width forms, one kind of space, nothing that cannot be seen.
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
}
