/// How a spreadsheet program shows a number (ECMA-376 part 1, §18.8.31), as far as that is certain: zeros in front and behind, a percent
/// sign, and what stands before, between and after the digits.
package struct NumberFormat: Equatable, Sendable {
    /// The format as the workbook has it: `00000`, `"SKU-"000`.
    package let code: String
    /// For positive numbers, negative ones and zero; nil where it is uncertain.
    private let sections: [Section?]

    package init(_ code: String) {
        self.code = code
        sections = Self.parse(code)
    }

    /// What a person sees of a number, given by its digits. nil where that hangs on the program's language or the column's width, and
    /// where the number has more decimals than are shown.
    func shown(_ digits: String) -> String? {
        let isNegative = digits.hasPrefix("-")
        let number = isNegative ? String(digits.dropFirst()) : digits
        if sections.count == 1 { return sections[0]?.text(number).map { (isNegative ? "-" : "") + $0 } }
        let index = isNegative ? 1 : number == "0" && sections.count > 2 ? 2 : 0
        return sections[index]?.text(number)
    }
}

// Reading a code. What is not named here (fractions, exponents, conditions, fill characters, `?`) makes its section uncertain.
extension NumberFormat {
    private static let colours: Set = ["black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"]

    private static func parse(_ code: String) -> [Section?] {
        var sections: [Section?] = [], section = Section(), isCertain = true
        var rest = code[...]
        while let letter = rest.popFirst() {
            switch letter {
            case ";":
                sections.append(isCertain ? section : nil)
                (section, isCertain) = (Section(), true)
            case "\"":
                let text = rest.prefix { $0 != "\"" }
                section.add(literal: text)
                rest = rest.dropFirst(text.count + 1)
            case "\\": section.add(literal: rest.popFirst().map { String($0) } ?? "")
            case "_":
                rest = rest.dropFirst()
                section.add(literal: " ")
            case "[":
                let inside = rest.prefix { $0 != "]" }
                rest = rest.dropFirst(inside.count + 1)
                if let symbol = symbol(inside) {
                    section.add(literal: symbol)
                } else if !colours.contains(inside.lowercased()) {
                    isCertain = false
                }
            case "0", "#": section.add(.digit(isForced: letter == "0"))
            case ".":
                isCertain = isCertain && !section.hasPoint
                section.hasPoint = true
            case ",":
                // Between digits it parts thousands; behind them it divides by a thousand.
                isCertain = isCertain && (rest.first == "0" || rest.first == "#")
                section.isGrouped = true
            case "%":
                section.percents += 1
                section.add(literal: "%")
            case "G" where rest.hasPrefix("eneral"):
                rest = rest.dropFirst(6)
                section.add(.general)
            case _ where " $-+():!^&'~{}<>=".contains(letter) || !letter.isASCII: section.add(literal: String(letter))
            default: isCertain = false
            }
        }
        return sections + [isCertain ? section : nil]
    }

    /// The `₹` of `[$₹-4009]`. nil for what is no currency, or has digits of its own script.
    private static func symbol(_ inside: Substring) -> Substring? {
        guard inside.first == "$" else { return nil }
        let parts = inside.dropFirst().split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count < 2 || parts[1].count <= 4 else { return nil }
        return parts.first
    }

    private struct Section: Equatable, Sendable {
        enum Token: Equatable {
            case digit(isForced: Bool)
            case literal(String)
            /// The number as it is.
            case general

            var isDigit: Bool { if case .digit = self { true } else { false } }
        }

        var whole: [Token] = []
        var decimals: [Token] = []
        var hasPoint = false, isGrouped = false
        var percents = 0

        mutating func add(_ token: Token) {
            if hasPoint { decimals.append(token) } else { whole.append(token) }
        }

        mutating func add(literal text: some StringProtocol) {
            if !text.isEmpty { add(.literal(String(text))) }
        }

        func text(_ number: String) -> String? {
            if whole.contains(.general) { return percents == 0 ? general(number) : nil }
            let parts = number.split(separator: ".")
            var digits = parts.first.map(String.init) ?? "", fraction = parts.count > 1 ? parts[1] : ""
            for _ in 0..<percents * 2 { digits.append(fraction.popFirst() ?? "0") }
            digits = String(digits.drop { $0 == "0" })
            let places = whole.count(where: \.isDigit)
            // `"none"` has no place for digits: the text alone is seen.
            if places == 0 && !hasPoint { return wholeText("", 0) }
            guard places > 0, fraction.count <= decimals.count(where: \.isDigit) else { return nil }
            // Threes or, in India, twos: it is the program that knows.
            if isGrouped && max(digits.count, whole.count { $0 == .digit(isForced: true) }) > 3 { return nil }
            return wholeText(digits, places) + (hasPoint ? "." : "") + decimalText(fraction)
        }

        private func general(_ number: String) -> String {
            whole.reduce(into: "") { text, token in
                if case .literal(let literal) = token { text += literal }
                if token == .general { text += number }
            }
        }

        /// From the right: what has no place of its own stands at the first.
        private func wholeText(_ digits: String, _ places: Int) -> String {
            var rest = digits[...], left = places, text = ""
            for token in whole {
                switch token {
                case .digit(let isForced):
                    let count = max(0, rest.count - (left - 1))
                    text += rest.prefix(count)
                    if count == 0 && isForced { text += "0" }
                    rest = rest.dropFirst(count)
                    left -= 1
                case .literal(let literal): text += literal
                case .general: break
                }
            }
            return text
        }

        private func decimalText(_ digits: Substring) -> String {
            var rest = digits
            return decimals.reduce(into: "") { text, token in
                switch token {
                case .digit(let isForced):
                    if let digit = rest.popFirst() { text.append(digit) } else if isForced { text.append("0") }
                case .literal(let literal): text += literal
                case .general: break
                }
            }
        }
    }
}
