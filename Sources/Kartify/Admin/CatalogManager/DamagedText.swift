import Domain
import Spreadsheet

extension SheetCell {
    /// Describes what a spreadsheet program has made of a text in a cell not formatted as text: 1E5, 3-4, TRUE. nil if
    /// there is no sign of it.
    var damageOfText: String? {
        switch self {
        case .number(let digits), .formatted(let digits, _):
            // Excel replaces further digits by zeros.
            if digits.count(where: \.isASCIIDigit) > 15 {
                return "a number with more than the 15 digits that Excel keeps"
            }
            return isSeenForSure ? nil : "the number \(digits), in a format that differs between programs"
        case .text(let text) where text.trimmed.isExponent: return "\(text.trimmed), a number that was cut short"
        case .text(let text) where text.trimmed.isSpreadsheetError:
            return "\(text.trimmed), a spreadsheet error"
        default: return damageOfNumber
        }
    }

    var damageOfNumber: String? {
        switch self {
        case .boolean(let value): value ? "the truth value TRUE" : "the truth value FALSE"
        case .date: "a date"
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

    /// `#N/A`, `#REF!`, or `####` of a column that was too narrow, as they stand in a CSV file.
    fileprivate var isSpreadsheetError: Bool {
        let rest = dropFirst()
        guard first == "#", let last = rest.last else { return false }
        return rest == "N/A" || rest.allSatisfy { $0 == "#" }
            || ("!?".contains(last) && rest.dropLast().allSatisfy { $0.isASCII && $0.isUppercase || "/0".contains($0) })
    }
}
