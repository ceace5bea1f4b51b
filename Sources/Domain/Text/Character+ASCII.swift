extension Character {
    /// 0–9 only: Unicode has many more digits, which no format of ours accepts.
    package var isASCIIDigit: Bool { isASCII && isNumber }

    package var isASCIILetter: Bool { isASCII && isLetter }
}
