/// The rows of a CSV file (RFC 4180, and what programs make of it: any line ending, other separators).
final class CSVRows {
    private enum Ending {
        case separator, line, file
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    private var source: TextSource
    private let separator: UInt8
    private var current: RowUnderWay
    private var column = 0
    private var field: [UInt8] = []

    init(_ file: InputFile, _ limits: SheetLimits) throws(SpreadsheetError) {
        source = try TextSource(file)
        separator = try Separator.detect(in: &source)
        current = RowUnderWay(limits: limits)
    }

    /// The next row that is not blank; nil after the last. A row is a record: a line break within quotes does not count.
    func next() throws(SpreadsheetError) -> SheetRow? {
        while try source.peek() != nil {
            current.begin(current.number + 1)
            column = 0
            while try takeField() == .separator { column += 1 }
            if !current.isBlank { return current.row }
        }
        return nil
    }

    private func takeField() throws(SpreadsheetError) -> Ending {
        field.removeAll(keepingCapacity: true)
        if try source.peek() == Self.quote { try takeQuoted() }
        // What follows a closed quote belongs to the field, as in Excel; a quote in the middle is a letter like others.
        while let byte = try source.next() {
            switch byte {
            case separator: return try end(.separator)
            case Self.lineFeed: return try end(.line)
            case Self.carriageReturn:
                if try source.peek() == Self.lineFeed { source.skip(1) }
                return try end(.line)
            default: try append(byte)
            }
        }
        return try end(.file)
    }

    private func takeQuoted() throws(SpreadsheetError) {
        source.skip(1)
        while let byte = try source.next() {
            if byte != Self.quote {
                try append(byte)
            } else if try source.peek() == Self.quote {
                source.skip(1)
                try append(byte)
            } else {
                return
            }
        }
        throw .openQuote(row: current.number)
    }

    private func append(_ byte: UInt8) throws(SpreadsheetError) {
        guard field.count < SheetLimits.cellBytesInCSV else {
            throw .cellTooLong(row: current.number, column: column)
        }
        field.append(byte)
    }

    private func end(_ ending: Ending) throws(SpreadsheetError) -> Ending {
        if field.isEmpty { return ending }
        // A NUL is valid UTF-8, but only UTF-16 without its mark, and files that are no text at all, have it.
        guard !field.contains(0), let text = String(validating: field, as: UTF8.self) else {
            throw .notUnicode(row: current.number)
        }
        try current.put(.text(FormulaGuard.remove(text)), at: column)
        return ending
    }
}
