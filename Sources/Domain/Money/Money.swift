/// An amount in integer paise (a rupee has 100).
package struct Money: Hashable, Comparable, Sendable {
    package let paise: Int

    package init(paise: Int) {
        self.paise = paise
    }

    package static let zero = Money(paise: 0)

    package static func < (left: Money, right: Money) -> Bool { left.paise < right.paise }
    package static func + (left: Money, right: Money) -> Money { Money(paise: left.paise + right.paise) }
    package static func - (left: Money, right: Money) -> Money { Money(paise: left.paise - right.paise) }
    package static func * (left: Money, count: Int) -> Money { Money(paise: left.paise * count) }

    /// `₹1,29,900.00`, grouped as in India: three digits, then twos.
    package var text: String {
        (paise < 0 ? "-₹" : "₹") + grouped(paise.magnitude)
    }

    /// `1299.00`: what a form field holds.
    package var plainText: String {
        (paise < 0 ? "-" : "") + String(paise.magnitude / 100) + "." + twoDigits(paise.magnitude % 100)
    }

    /// Reads an amount that a person typed, in the digits of any script; nil when it is none.
    package init?(typed text: String) {
        self.init(text: text.plainDigits.trimmed)
    }

    /// Reads `1299`, `1,299.5`, `1,29,900`, `1299,50` or `-50.00`; nil when it is not an amount, has more than two decimals, or
    /// could be two amounts (`1,299,50`).
    package init?(text: String) {
        var digits = text.filter { !" ₹".contains($0) }
        let isNegative = digits.hasPrefix("-")
        if isNegative { digits.removeFirst() }
        guard let parts = decimalParts(digits), (1...9).contains(parts.whole.count),
            parts.whole.allSatisfy(\.isASCIIDigit), let rupees = Int(parts.whole)
        else { return nil }
        var paise = 0
        if let decimals = parts.decimals {
            guard (1...2).contains(decimals.count), decimals.allSatisfy(\.isASCIIDigit), let value = Int(decimals)
            else { return nil }
            paise = decimals.count == 1 ? value * 10 : value
        }
        self.init(paise: (rupees * 100 + paise) * (isNegative ? -1 : 1))
    }
}

/// The digits before and after the decimal sign. Excel with a decimal-comma locale writes `1299,50`: dropping every
/// comma would make it a hundred times as large.
private func decimalParts(_ text: String) -> (whole: String, decimals: Substring?)? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return nil }
    let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
    if parts.count == 1 && groups.count == 2 && (1...2).contains(groups[1].count) {
        return (String(groups[0]), groups[1])
    }
    guard groups.count == 1 || isGrouping(groups.map(\.count)) && !groups[0].hasPrefix("0") else { return nil }
    return (groups.joined(), parts.count == 2 ? parts[1] : nil)
}

/// Groups of three as in 1,299,000, or twos before a last three as in 12,99,000.
private func isGrouping(_ counts: [Int]) -> Bool {
    let middle = counts.dropFirst().dropLast()
    return counts.last == 3
        && ((1...3).contains(counts[0]) && middle.allSatisfy { $0 == 3 }
            || (1...2).contains(counts[0]) && middle.allSatisfy { $0 == 2 })
}

/// Rupees and paise, with a comma before the last three digits of the rupees and before every two above them; from the last digit to
/// the first.
private func grouped(_ paise: UInt) -> String {
    var text = [digit(paise), digit(paise / 10), UInt8(ascii: ".")]
    var rest = paise / 100
    repeat {
        if text.count > 3, text.count % 3 == 0 { text.append(UInt8(ascii: ",")) }
        text.append(digit(rest))
        rest /= 10
    } while rest > 0
    text.reverse()
    return String(decoding: text, as: UTF8.self)
}

/// The last digit of a number.
private func digit(_ number: UInt) -> UInt8 {
    UInt8(ascii: "0") + UInt8(number % 10)
}

private func twoDigits(_ number: UInt) -> String {
    number < 10 ? "0\(number)" : "\(number)"
}
