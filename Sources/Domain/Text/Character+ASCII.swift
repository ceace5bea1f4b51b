extension Character {
    /// 0–9 and nothing else: Unicode has many more digits, and no format of ours means them.
    public var isASCIIDigit: Bool { isASCII && isNumber }

    /// A–Z or a–z.
    public var isASCIILetter: Bool { isASCII && isLetter }
}
