import Domain
import Spreadsheet

extension SheetCell {
    /// What a spreadsheet program has made of a code that was typed into a cell not formatted as text: 1E5, 3-4, TRUE. nil where
    /// nothing shows that it did.
    var damage: String? {
        switch self {
        case .boolean(let value): value ? "the truth value TRUE" : "the truth value FALSE"
        case .date: "a date"
        // Excel has put zeros for the digits beyond.
        case .number(let digits) where digits.count(where: \.isASCIIDigit) > 15:
            "a number of more digits than the 15 that Excel keeps"
        case .text(let text) where text.trimmed.isExponent: "\(text.trimmed), a number cut short"
        default: nil
        }
    }
}

extension String {
    /// `8.90123E+12`, as Excel writes a long number into a CSV file.
    fileprivate var isExponent: Bool {
        let parts = uppercased().split(separator: "E", omittingEmptySubsequences: false)
        guard parts.count == 2, let sign = parts[1].first, sign == "+" || sign == "-" else { return false }
        return parts[1].count > 1 && parts[1].dropFirst().allSatisfy(\.isASCIIDigit)
            && parts[0].first?.isASCIIDigit == true
            && parts[0].allSatisfy { $0.isASCIIDigit || $0 == "." || $0 == "," }
    }
}
