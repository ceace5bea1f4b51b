/// An amount in integer paise (a rupee has 100).
public struct Money: Hashable, Comparable, Sendable {
    /// The amount.
    public let paise: Int

    /// An amount in paise.
    public init(paise: Int) {
        self.paise = paise
    }

    /// Nothing to pay.
    public static let zero = Money(paise: 0)

    /// By amount; below zero comes first.
    public static func < (left: Money, right: Money) -> Bool { left.paise < right.paise }
    /// The sum.
    public static func + (left: Money, right: Money) -> Money { Money(paise: left.paise + right.paise) }
    /// The difference.
    public static func - (left: Money, right: Money) -> Money { Money(paise: left.paise - right.paise) }
    /// So many times the amount.
    public static func * (left: Money, count: Int) -> Money { Money(paise: left.paise * count) }

    /// `₹1,29,900.00`, grouped as in India: three digits, then twos.
    public var text: String {
        (paise < 0 ? "-₹" : "₹") + grouped(paise.magnitude / 100) + "." + twoDigits(paise.magnitude % 100)
    }

    /// `1299.00`: what a form field holds.
    public var plainText: String {
        (paise < 0 ? "-" : "") + String(paise.magnitude / 100) + "." + twoDigits(paise.magnitude % 100)
    }

    /// Reads `1299`, `1,299.5` or `-50.00`; nil when it is not an amount or has more than two decimals.
    public init?(text: String) {
        var digits = text.filter { !" ,₹".contains($0) }
        let isNegative = digits.hasPrefix("-")
        if isNegative { digits.removeFirst() }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...9).contains(parts[0].count), parts[0].allSatisfy(\.isASCIIDigit),
            let rupees = Int(parts[0])
        else { return nil }
        var paise = 0
        if parts.count == 2 {
            guard (1...2).contains(parts[1].count), parts[1].allSatisfy(\.isASCIIDigit), let value = Int(parts[1])
            else { return nil }
            paise = parts[1].count == 1 ? value * 10 : value
        }
        self.init(paise: (rupees * 100 + paise) * (isNegative ? -1 : 1))
    }
}

private func grouped(_ rupees: UInt) -> String {
    var groups = [String(rupees).suffix(3)]
    var rest = String(rupees).dropLast(3)
    while !rest.isEmpty {
        groups.append(rest.suffix(2))
        rest = rest.dropLast(2)
    }
    return groups.reversed().joined(separator: ",")
}

private func twoDigits(_ number: UInt) -> String {
    number < 10 ? "0\(number)" : "\(number)"
}
