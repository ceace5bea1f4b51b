extension Character {
    /// 0–9 and nothing else: Unicode has many more digits, and no format of ours means them.
    package var isASCIIDigit: Bool { isASCII && isNumber }

    package var isASCIILetter: Bool { isASCII && isLetter }
}
