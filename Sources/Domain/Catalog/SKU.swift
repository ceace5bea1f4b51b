/// A stock keeping unit's code: 1–64 characters, matched exactly (`inbound.md`).
public struct SKU: Hashable, Sendable {
    /// The code.
    public let text: String

    /// A code as AI sends it; nil when it is empty, longer than 64 characters, or has a control character in it.
    public init?(_ text: String) {
        guard (1...64).contains(text.unicodeScalars.count),
            text.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 })
        else {
            return nil
        }
        self.text = text
    }
}
