/// Writes a CSV file: RFC 4180, UTF-8 with a byte order mark, for without it Excel reads another encoding.
///
/// Cells that a spreadsheet program would run as a formula get an apostrophe in front; `SheetReader` takes it away again, so that
/// what is read back is what was written.
package struct CSVWriter: ~Copyable {
    private let file: OutputFile
    private var text: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Writes a table to a file, over what is there. When it fails, or `fill` throws, no file is left.
    ///
    /// - Throws: `SpreadsheetError.cannotWrite`, or what `fill` throws.
    package static func write(
        to path: String, columns: [SheetColumn], _ fill: (inout CSVWriter) throws -> Void
    ) throws {
        try OutputFile.writing(to: path) {
            var writer = try CSVWriter(OutputFile(path: path))
            try writer.writeRow(columns.map { .text($0.title) })
            try fill(&writer)
            try writer.flush()
        }
    }

    /// The bytes of a table, for an answer that is downloaded.
    ///
    /// - Throws: as `write(to:columns:_:)`.
    package static func bytes(columns: [SheetColumn], _ fill: (inout CSVWriter) throws -> Void) throws -> [UInt8] {
        try OutputFile.bytes { path in try write(to: path, columns: columns, fill) }
    }

    private init(_ file: OutputFile) {
        self.file = file
    }

    /// Writes the next row.
    ///
    /// - Throws: `cannotWrite` when the disk is full.
    package mutating func writeRow(_ cells: [SheetCell]) throws(SpreadsheetError) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            append(field(cell))
        }
        text.append(contentsOf: "\r\n".utf8)
        if text.count > 64 << 10 { try flush() }
    }

    private func field(_ cell: SheetCell) -> String {
        // A number may begin with a minus: it is no formula.
        if case .number(let digits) = cell, NumberText.plain(digits) != nil { return digits }
        return FormulaGuard.add(cell.text)
    }

    private mutating func append(_ field: String) {
        guard needsQuotes(field.utf8) else {
            text.append(contentsOf: field.utf8)
            return
        }
        text.append(UInt8(ascii: "\""))
        for byte in field.utf8 {
            if byte == UInt8(ascii: "\"") { text.append(byte) }
            text.append(byte)
        }
        text.append(UInt8(ascii: "\""))
    }

    /// More than RFC 4180 asks for: some programs split at semicolons and tabs, and trim; Excel takes a first line `sep=…` for itself.
    private func needsQuotes(_ field: String.UTF8View) -> Bool {
        let space = UInt8(ascii: " ")
        return field.first == space || field.last == space || field.starts(with: "sep=".utf8)
            || field.contains(where: Self.splits)
    }

    private static func splits(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "\r"),
            UInt8(ascii: "\n"):
            true
        default: false
        }
    }

    private mutating func flush() throws(SpreadsheetError) {
        try file.write(text)
        text.removeAll(keepingCapacity: true)
    }
}
