/// What one cell holds.
///
/// A number is kept as its digits, never as a `Double`: SKU 100234 cannot become 100234.0, and money does not pass through
/// floating point.
package enum SheetCell: Equatable, Sendable {
    /// Nothing; a cell with an empty text is this too.
    case empty
    /// Text as it stands, leading zeros and line breaks included. Every cell of a CSV file is text or empty.
    case text(String)
    /// Plain decimal digits: `100234`, `-0.5`. Never an exponent.
    case number(String)
    /// A number that the program shows as something else than its digits: 123 as 00123.
    case formatted(String, NumberFormat)
    /// A number that the program shows as a date or a time: the days since the end of 1899, as digits.
    case date(String)
    case boolean(Bool)
    /// An error of the spreadsheet program (`#N/A`), or `notCalculated`. It has no value, and must not be taken for one.
    case error(String)

    /// The error of a formula whose result is not in the file: no spreadsheet program has opened it since a program wrote it.
    /// To read it as empty would be to lose what the person sees in the cell.
    package static let notCalculated = SheetCell.error("formula without a result")

    /// Whether `text` is what every spreadsheet program shows.
    package var isSeenForSure: Bool {
        if case .formatted(let digits, let format) = self { format.shown(digits) != nil } else { true }
    }

    /// What a person sees in the cell; of a format that is uncertain, the digits.
    package var text: String {
        switch self {
        case .empty: ""
        case .text(let text), .number(let text), .date(let text), .error(let text): text
        case .formatted(let digits, let format): format.shown(digits) ?? digits
        case .boolean(let value): value ? "TRUE" : "FALSE"
        }
    }
}
