extension AccountMask {
    /// The digits of each number in a text that is as long as an account number, unless the text itself says that it is something
    /// else: staff need UTRs and AWBs whole. A date with a time is no number.
    package static func numbers(in text: String) -> [String] {
        text.replacing(/20[0-9]{2}-[0-9]{2}-[0-9]{2}/, with: "x")
            .matches(of: /(?i)(?:(utr|rrn|awb)[a-z]*[ .:#-]*)?([0-9](?:[ ._\/-]?[0-9]){8,17})/)
            .filter { $0.output.1 == nil }.map { $0.output.2.filter(\.isNumber) }
    }
}
