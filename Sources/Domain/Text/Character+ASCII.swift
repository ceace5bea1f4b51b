extension Character {
    /// 0–9 only: Unicode has many more digits, which no format of ours accepts.
    package var isASCIIDigit: Bool { isASCII && isNumber }

    package var isASCIILetter: Bool { isASCII && isLetter }
}

extension UInt8 {
    package var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
