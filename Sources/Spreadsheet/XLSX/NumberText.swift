/// Numbers as plain decimal text, worked out on the digits themselves.
enum NumberText {
    /// Excel keeps 15 digits: what a file shows beyond them is the shadow of a binary fraction (19.989999999999998).
    private static let digits = 15
    /// Beyond every `Double`.
    private static let largestExponent = 400

    /// `100234.0` and `1.00234E5` are `100234`, `0.30000000000000004` is `0.3`. A number written as digits alone keeps them all,
    /// for programs write whole numbers that Excel could not. Nil when it is no number.
    static func plain(_ text: ArraySlice<UInt8>) -> String? {
        guard let number = parse(text), !number.digits.isEmpty else { return nil }
        var digits = number.digits, point = number.point
        let zeros = digits.prefix { $0 == 0 }.count
        digits.removeFirst(zeros)
        point -= zeros
        if digits.count > Self.digits && !number.isWhole { round(&digits, &point) }
        while digits.last == 0 { digits.removeLast() }
        return render(digits, point, isNegative: number.isNegative)
    }

    static func plain(_ text: String) -> String? {
        plain(Array(text.utf8)[...])
    }

    private struct Parsed {
        var digits: [UInt8] = []
        /// How many digits stand before the decimal point.
        var point = 0
        var isNegative = false
        /// Neither a point nor an exponent was written.
        var isWhole = true
    }

    private static func parse(_ text: ArraySlice<UInt8>) -> Parsed? {
        guard text.count <= largestExponent else { return nil }
        var number = Parsed(), rest = text
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            number.isNegative = sign == UInt8(ascii: "-")
            rest = rest.dropFirst()
        }
        takeDigits(&rest, into: &number.digits)
        number.point = number.digits.count
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            number.isWhole = false
            takeDigits(&rest, into: &number.digits)
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            guard let exponent = Int(String(decoding: rest.dropFirst(), as: UTF8.self)),
                abs(exponent) <= largestExponent
            else { return nil }
            number.isWhole = false
            number.point += exponent
            rest = rest.dropFirst(rest.count)
        }
        return rest.isEmpty ? number : nil
    }

    private static func takeDigits(_ text: inout ArraySlice<UInt8>, into digits: inout [UInt8]) {
        while let byte = text.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            digits.append(byte - UInt8(ascii: "0"))
            text = text.dropFirst()
        }
    }

    private static func round(_ digits: inout [UInt8], _ point: inout Int) {
        let goesUp = digits[Self.digits] >= 5
        digits.removeLast(digits.count - Self.digits)
        guard goesUp else { return }
        while digits.last == 9 { digits.removeLast() }
        if let last = digits.popLast() {
            digits.append(last + 1)
        } else {
            digits = [1]
            point += 1
        }
    }

    private static func render(_ digits: [UInt8], _ point: Int, isNegative: Bool) -> String {
        guard !digits.isEmpty else { return "0" }
        let text = String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
        let sign = isNegative ? "-" : ""
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + text }
        if point >= digits.count { return sign + text + String(repeating: "0", count: point - digits.count) }
        return sign + text.prefix(point) + "." + text.dropFirst(point)
    }
}
