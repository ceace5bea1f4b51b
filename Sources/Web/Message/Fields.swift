import Domain

/// The fields of a query string or a posted form, in the order they came; a name may come more than once.
package struct Fields: Sendable {
    private let pairs: [(name: String, value: String)]

    package static let none = Fields([])

    package init(_ pairs: [(name: String, value: String)]) {
        self.pairs = pairs
    }

    /// The most fields that are read; a page of ours has a few hundred at most.
    static let limit = 1000

    /// The fields of a text; what stands beyond the limit is not looked at.
    package init(urlEncoded text: String) {
        let texts = text.utf8.split(separator: UInt8(ascii: "&"), maxSplits: Self.limit).prefix(Self.limit)
        pairs = texts.map { pair in
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                .map { percentDecoded(Substring($0)) }
            return (parts[0], parts.count == 2 ? parts[1] : "")
        }
    }

    /// The text of a posted form with these fields.
    package var urlEncoded: String {
        pairs.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" }.joined(separator: "&")
    }

    /// The first value of a name as it was typed, or an empty text.
    package subscript(_ name: String) -> String {
        value(name) ?? ""
    }

    /// The first value of a name as it was typed; nil when the name does not occur.
    package func value(_ name: String) -> String? {
        pairs.first { $0.name == name }?.value
    }

    package func trimmed(_ name: String) -> String {
        self[name].trimmed
    }

    /// As `trimmed`; nil where that is empty.
    package func filled(_ name: String) -> String? {
        trimmed(name).isEmpty ? nil : trimmed(name)
    }

    package func all(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map(\.value)
    }

    package var all: [(name: String, value: String)] { pairs }

    /// Whether the name occurs, as for a ticked box.
    package func has(_ name: String) -> Bool {
        pairs.contains { $0.name == name }
    }
}

/// The bytes of an encoded text; `+` is a space, and a `%` without two hex digits is literal.
func percentDecoded(_ text: some StringProtocol, plusIsSpace: Bool = true) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var rest = text.utf8.makeIterator()
    var pending: [UInt8] = []
    func next() -> UInt8? { pending.isEmpty ? rest.next() : pending.removeFirst() }
    while let byte = next() {
        guard byte == UInt8(ascii: "%") else {
            bytes.append(byte == UInt8(ascii: "+") && plusIsSpace ? UInt8(ascii: " ") : byte)
            continue
        }
        let digits = [next(), next()].compactMap { $0 }
        if digits.count == 2, let high = hexValue(digits[0]), let low = hexValue(digits[1]) {
            bytes.append(high << 4 | low)
        } else {
            bytes.append(byte)
            pending = digits + pending
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

private func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}

/// A text encoded for a query string.
package func percentEncoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
        let scalar = Unicode.Scalar(byte)
        if scalar.isASCII,
            scalar.properties.isAlphabetic || (48...57).contains(byte) || "-_.~".unicodeScalars.contains(scalar)
        {
            encoded.unicodeScalars.append(scalar)
        } else {
            encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }
    return encoded
}
