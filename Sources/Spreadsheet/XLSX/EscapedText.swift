/// Text as cells hold it: `_x000D_` stands for the UTF-16 code unit 000D (ECMA-376 part 1, §22.9.2.19, ST_Xstring).
enum EscapedText {
    /// The text that was meant. What is no whole character, half a surrogate pair, stays as it is written.
    static func decode(_ bytes: some RandomAccessCollection<UInt8>) -> String {
        let underscore = UInt8(ascii: "_"), x = UInt8(ascii: "x")
        guard bytes.contains(underscore), zip(bytes, bytes.dropFirst()).contains(where: { $0 == (underscore, x) })
        else {
            return String(decoding: bytes, as: UTF8.self)
        }
        let source = Array(bytes)
        var text: [UInt8] = [], index = 0
        while index < source.count {
            guard let (scalar, length) = scalar(source[index...]) else {
                text.append(source[index])
                index += 1
                continue
            }
            text.append(contentsOf: Unicode.Scalar(scalar).utf8)
            index += length
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The text with everything escaped that XML cannot hold, that a reader would change, or that looks like an escape.
    static func encode(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var escaped = "", index = bytes.startIndex
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A: escaped.unicodeScalars.append(scalar)
            case 0..<0x20, 0xFFFE, 0xFFFF: escaped += escape(scalar.value)
            // The underscore that would end the escape need not be there yet: what follows may be escaped, and begins with one.
            case 0x5F where unit(bytes[index...].prefix(6) + "_".utf8) != nil: escaped += escape(0x5F)
            default: escaped.unicodeScalars.append(scalar)
            }
            index += UTF8.width(scalar)
        }
        return escaped
    }

    private static func escape(_ unit: UInt32) -> String {
        let digits = String(unit, radix: 16, uppercase: true)
        return "_x" + String(repeating: "0", count: 4 - digits.count) + digits + "_"
    }

    /// The character that the bytes begin with the escape of, and how many bytes that takes.
    private static func scalar(_ bytes: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
        guard let first = unit(bytes) else { return nil }
        if let scalar = Unicode.Scalar(first) { return (scalar, 7) }
        guard UTF16.isLeadSurrogate(first), let second = unit(bytes.dropFirst(7)), UTF16.isTrailSurrogate(second) else {
            return nil
        }
        let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + UInt32(second) - 0xDC00
        return Unicode.Scalar(value).map { ($0, 14) }
    }

    private static func unit(_ bytes: ArraySlice<UInt8>) -> UInt16? {
        let start = bytes.startIndex
        guard bytes.count >= 7, bytes[start] == UInt8(ascii: "_"), bytes[start + 1] == UInt8(ascii: "x"),
            bytes[start + 6] == UInt8(ascii: "_")
        else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[start + 2..<start + 6] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }
}
