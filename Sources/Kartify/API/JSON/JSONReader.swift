/// A JSON text, read as it is: a value of a type that nobody expected is no error here, but the reader's to judge.
///
/// `JSONDecoder` throws an error for each such value and takes five times as long; the catalogue comes in by this door.
enum JSONText {
    case null, bool(Bool), integer(Int)
    /// A number that is no integer, or too large for one.
    case number
    case text(String)
    case list([JSONText])
    /// Members in their order.
    case object([(name: String, value: JSONText)])

    /// Reads a whole document (RFC 8259); nil when it is not JSON, or nested deeper than 100 levels.
    init?(_ bytes: [UInt8]) {
        let value = bytes.withUnsafeBufferPointer { buffer in
            var reader = JSONReader(buffer)
            return reader.document()
        }
        guard let value else { return nil }
        self = value
    }

    /// The member of an object; the last one of several with that name.
    subscript(_ name: String) -> JSONText? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }
}

/// Walks over the bytes. Every function leaves the place behind what it has read, or gives nil: then it is not JSON.
private struct JSONReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var place = 0
    private var depth = 0
    private static let deepest = 100

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func document() -> JSONText? {
        guard let value = value() else { return nil }
        skipSpace()
        return place == bytes.count ? value : nil
    }

    private mutating func value() -> JSONText? {
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return nested { $0.object() }
        case UInt8(ascii: "["): return nested { $0.list() }
        case UInt8(ascii: "\""): return string().map { .text($0) }
        case UInt8(ascii: "t"): return skip("true") ? .bool(true) : nil
        case UInt8(ascii: "f"): return skip("false") ? .bool(false) : nil
        case UInt8(ascii: "n"): return skip("null") ? .null : nil
        default: return number()
        }
    }

    private mutating func nested(_ read: (inout JSONReader) -> JSONText?) -> JSONText? {
        guard depth < Self.deepest else { return nil }
        depth += 1
        defer { depth -= 1 }
        place += 1
        return read(&self)
    }

    private mutating func object() -> JSONText? {
        var members: [(name: String, value: JSONText)] = []
        if skipToken("}") { return .object(members) }
        repeat {
            skipSpace()
            guard peek == UInt8(ascii: "\""), let name = string(), skipToken(":"), let value = value() else {
                return nil
            }
            members.append((name, value))
        } while skipToken(",")
        return skipToken("}") ? .object(members) : nil
    }

    private mutating func list() -> JSONText? {
        var elements: [JSONText] = []
        if skipToken("]") { return .list(elements) }
        repeat {
            guard let value = value() else { return nil }
            elements.append(value)
        } while skipToken(",")
        return skipToken("]") ? .list(elements) : nil
    }

    private mutating func string() -> String? {
        place += 1
        let start = place
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 32 { place += 1 }
        guard let end = peek else { return nil }
        let plain = UnsafeBufferPointer(rebasing: bytes[start..<place])
        if end == UInt8(ascii: "\"") {
            place += 1
            return String(validating: plain, as: UTF8.self)
        }
        return end == UInt8(ascii: "\\") ? escapedString(Array(plain)) : nil
    }

    /// The rest of a text with escapes in it.
    private mutating func escapedString(_ start: [UInt8]) -> String? {
        var text = start
        while let byte = peek {
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                text += Array(String(Character(scalar)).utf8)
            case 0..<32: return nil
            default: text.append(byte)
            }
        }
        return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
        guard let byte = peek else { return nil }
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return unicodeEscape()
        default: return nil
        }
    }

    /// `\u0928`, or the two halves of a character beyond 65,535.
    private mutating func unicodeEscape() -> Unicode.Scalar? {
        guard let unit = fourHexDigits() else { return nil }
        guard (0xd800..<0xdc00).contains(unit) else { return Unicode.Scalar(unit) }
        guard skip("\\u"), let low = fourHexDigits(), (0xdc00..<0xe000).contains(low) else { return nil }
        return Unicode.Scalar(0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00))
    }

    private mutating func fourHexDigits() -> UInt32? {
        guard place + 4 <= bytes.count else { return nil }
        let digits = String(decoding: bytes[place..<place + 4], as: UTF8.self)
        guard digits.allSatisfy(\.isHexDigit) else { return nil }
        place += 4
        return UInt32(digits, radix: 16)
    }

    private mutating func number() -> JSONText? {
        let start = place
        _ = skip("-")
        if !skip("0") { guard digits() else { return nil } }
        var isInteger = true
        if skip(".") {
            guard digits() else { return nil }
            isInteger = false
        }
        if skip("e") || skip("E") {
            if !skip("+") { _ = skip("-") }
            guard digits() else { return nil }
            isInteger = false
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        let value = isInteger ? Int(text) : wholeNumber(text)
        return value.map { .integer($0) } ?? .number
    }

    private mutating func digits() -> Bool {
        let start = place
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
        return place > start
    }

    private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte == 32 || (9...10).contains(byte) || byte == 13 { place += 1 }
    }

    private mutating func skipToken(_ token: Unicode.Scalar) -> Bool {
        skipSpace()
        guard peek == UInt8(ascii: token) else { return false }
        place += 1
        return true
    }

    private mutating func skip(_ word: StaticString) -> Bool {
        guard place + word.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<word.utf8CodeUnitCount where bytes[place + offset] != word.utf8Start[offset] { return false }
        place += word.utf8CodeUnitCount
        return true
    }
}
