/// Hides an account number in texts that are stored or shown: the OMS or a customer may repeat it, with its digits
/// separated, without its leading zeros, or escaped as JSON allows.
package struct AccountNumberMask: Sendable {
    private let digits: [Unicode.Scalar]
    private let trace: [Unicode.Scalar]

    /// Numbers that are shorter than this without their leading zeros are searched with them, or too much would match.
    private static let shortest = 6

    package init(_ number: String) {
        let significant = number.drop { $0 == "0" }
        digits = Array((significant.count < Self.shortest ? Substring(number) : significant).unicodeScalars)
        trace = Array(("••••" + number.suffix(4)).unicodeScalars)
    }

    /// The text with its last four digits instead of the number.
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

    /// The end of the number that begins here.
    private func match(_ text: [Unicode.Scalar], at start: Int) -> Int? {
        guard let first = digits.first, plain(text[start]) == first else { return nil }
        var (place, found) = (start, 0)
        while found < digits.count {
            guard place < text.count else { return nil }
            if plain(text[place]) == digits[found] {
                found += 1
            } else if !setsApart(text[place]) {
                return nil
            }
            place += 1
        }
        return place
    }

    /// A digit of another script, in which a customer may have typed it, as 0–9.
    private func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        scalar.isASCII ? scalar : scalar.plainDigit ?? scalar
    }

    private func setsApart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.setsApart || scalar.isInvisible || scalar == "/" || scalar == "_"
    }

    /// JSON may write a digit as `\u0030`.
    private func unescaped(_ text: String) -> String {
        guard text.contains(#"\u003"#) else { return text }
        return (0...9).reduce(text) { $0.replacing(#"\u003\#($1)"#, with: "\($1)") }
    }
}
