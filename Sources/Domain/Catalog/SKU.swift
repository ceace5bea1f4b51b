/// A stock keeping unit's code: 1–64 characters, compared byte for byte, as the store does. Two texts
/// that Swift considers equal (`é` as one scalar or as two) are two SKUs.
package struct SKU: Hashable, Sendable {
    package let text: String

    /// A code as the OMS sends it; nil when it is empty, longer than 64 characters, or has a control character in it.
    package init?(_ text: String) {
        guard (1...64).contains(text.unicodeScalars.count),
            text.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 })
        else {
            return nil
        }
        self.text = text
    }

    package static func == (left: SKU, right: SKU) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

extension SKU {
    /// Describes an invisible character in a code that a person typed or pasted; nil if there is none. With it the code is another
    /// SKU, which never gets stock; removing it silently might not be what the person meant.
    package static func hiddenMark(in text: String) -> String? {
        let scalars = text.unicodeScalars
        guard
            let place = scalars.firstIndex(where: {
                $0.isInvisible || $0 != " " && $0.properties.generalCategory == .spaceSeparator
            })
        else { return nil }
        let number = String(scalars[place].value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - number.count)) + number
        let before = String(scalars[..<place])
        let spot = before.isEmpty ? "in front" : "after “\(before)”"
        return "There is an invisible character (\(code)) \(spot). Type the SKU instead of pasting it."
    }
}
