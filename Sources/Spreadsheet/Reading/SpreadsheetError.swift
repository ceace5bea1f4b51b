/// Why a file is not read or not written. This module throws nothing else.
package enum SpreadsheetError: Error, Equatable, Sendable {
    /// The file is not there, or may not be read.
    case cannotOpen
    case emptyFile
    /// The file itself is larger than the caller's limit.
    case tooManyBytes(limit: Int)
    /// More rows with something in them, below the header, than the caller's limit.
    case tooManyRows(limit: Int)
    /// A cell with something in it lies beyond the caller's last column.
    case tooManyColumns(row: Int, limit: Int)
    /// A cell holds more than any spreadsheet program could have put there. The column counts from 0.
    case cellTooLong(row: Int, column: Int)
    /// A zip bomb, or a workbook that would need as much memory as one.
    case unpacksTooLarge
    /// An OLE file: Excel's before 2007, or a workbook with a password, which Excel wraps the same way.
    case oldOrEncrypted
    /// A zip archive without a workbook of XML parts in it.
    case notAWorkbook
    /// The archive or one of its parts breaks the rules of its format, in these words for the log.
    case broken(String)
    /// A part has a document type, which no spreadsheet program writes and entity-expansion attacks need.
    case documentType
    /// The workbook has no worksheet that can be seen.
    case noSheet
    /// The workbook has other worksheets, but not this one.
    case noSuchSheet(String, sheets: [String])
    /// A text file that is neither UTF-8 nor UTF-16.
    case notUnicode(row: Int)
    /// A quote that is never closed: the row where it opens.
    case openQuote(row: Int)
    /// What was to be written could not be, in these words for the log.
    case cannotWrite(String)
}

extension SpreadsheetError {
    /// What is wrong and what to do about it, in a sentence or two for the person who chose the file.
    package var message: String {
        switch self {
        case .cannotOpen: "The file could not be opened."
        case .emptyFile: "The file is empty."
        case .tooManyBytes(let limit):
            "The file is larger than \(Self.size(limit)). Split it into smaller files."
        case .tooManyRows(let limit):
            "The file has more than \(Self.grouped(limit)) rows. Split it into smaller files."
        case .tooManyColumns(let row, let limit):
            "Row \(row) has something beyond column \(columnLetters(limit - 1)). Remove what is not in the table."
        case .cellTooLong(let row, let column):
            "Cell \(columnLetters(column))\(row) is longer than the 32,767 characters that a cell may hold."
        case .unpacksTooLarge:
            "The workbook unpacks to far more than its size. Copy the table into a new workbook and save that."
        case .oldOrEncrypted:
            "This is an old .xls file, or a workbook with a password. Save it as .xlsx without a password."
        case .notAWorkbook: "This is not an .xlsx workbook. Save it as “Excel Workbook (.xlsx)”."
        case .broken: "The workbook is damaged. Open it in a spreadsheet program and save it again as .xlsx."
        case .documentType:
            "The workbook was not read: a part of it has a document type, which no spreadsheet program writes."
        case .noSheet: "The workbook has no sheet that can be seen."
        case .noSuchSheet(let name, let sheets):
            "The workbook has no sheet “\(name)”. It has: \(sheets.map { "“\($0)”" }.joined(separator: ", "))."
        case .notUnicode(let row):
            "Row \(row) is not UTF-8 text. In Excel, save as “CSV UTF-8 (Comma delimited)” or as .xlsx."
        case .openQuote(let row): "Row \(row) opens a quote (\") that is never closed."
        case .cannotWrite: "The file could not be written."
        }
    }

    private static func size(_ bytes: Int) -> String {
        bytes >= 1 << 20 ? "\(bytes >> 20) MB" : "\(grouped(bytes)) bytes"
    }

    /// Digits in threes: this module has no locale, and its sentences are English.
    private static func grouped(_ number: Int) -> String {
        let digits = String(number)
        return digits.enumerated().reduce(into: "") { text, digit in
            let left = digits.count - digit.offset
            if digit.offset > 0 && left % 3 == 0 { text.append(",") }
            text.append(digit.element)
        }
    }
}
