/// Hides an account number or a UPI id in texts that are stored or shown: the OMS or a customer may repeat it, the digits of a number
/// separated or without its leading zeros, and either escaped as JSON allows.
package struct AccountMask: Sendable {
    /// The digits of a number, or the characters of a UPI id.
    private let sought: [Unicode.Scalar]
    private let isNumber: Bool
    private let trace: [Unicode.Scalar]

    /// Numbers that are shorter than this without their leading zeros are searched with them, or too much would match.
    private static let shortest = 6

    package init(number: String) {
        let significant = number.drop { $0 == "0" }
        sought = Array((significant.count < Self.shortest ? Substring(number) : significant).unicodeScalars)
        isNumber = true
        trace = Array(("••••" + number.suffix(4)).unicodeScalars)
    }

    package init(_ address: UPIAddress) {
        sought = Array(address.text.unicodeScalars)
        isNumber = false
        trace = Array(("••••" + address.end).unicodeScalars)
    }

    /// The text with the end of the account instead of the account.
    package func hide(in text: String) -> String {
        let text = Array(unescaped(text).unicodeScalars)
        var result = String.UnicodeScalarView()
        var place = 0
        while place < text.count {
            if let end = match(text, at: place) {
                result.append(contentsOf: trace)
                place = end
            } else {
                result.append(text[place])
                place += 1
            }
        }
        return String(result)
    }

    /// The end of the account that begins here.
    private func match(_ text: [Unicode.Scalar], at start: Int) -> Int? {
        guard let first = sought.first, plain(text[start]) == first else { return nil }
        var (place, found) = (start, 0)
        while found < sought.count {
            guard place < text.count else { return nil }
            if plain(text[place]) == sought[found] {
                found += 1
            } else if !isNumber || !setsApart(text[place]) {
                return nil
            }
            place += 1
        }
        return place
    }

    /// A digit of another script, in which a customer may have typed it, as 0–9, and a capital letter as a small one.
    private func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard scalar.isASCII else { return scalar.plainDigit ?? scalar }
        return ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
    }

    private func setsApart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.setsApart || scalar.isInvisible || scalar == "/" || scalar == "_"
    }

    /// JSON may write a digit as `\u0030`, and an address an `@` as `%40`.
    private func unescaped(_ text: String) -> String {
        guard isNumber else { return text.replacing(#"\u0040"#, with: "@").replacing("%40", with: "@") }
        guard text.contains(#"\u003"#) else { return text }
        return (0...9).reduce(text) { $0.replacing(#"\u003\#($1)"#, with: "\($1)") }
    }
}
