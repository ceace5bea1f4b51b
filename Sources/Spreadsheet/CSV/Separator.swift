/// What stands between the fields of a CSV file.
enum Separator {
    private static let comma = UInt8(ascii: ",")
    private static let candidates: [UInt8] = [UInt8(ascii: "\t"), UInt8(ascii: ";"), comma]

    private static let quote = UInt8(ascii: "\"")
    /// A title may stand above the header.
    private static let lines = 20

    /// The separator that most of the first lines have outside quotes, then the one they have most of; a comma when they have none.
    /// Excel in a country whose decimals have commas writes semicolons, and its “Unicode Text” has tabs. A line `sep=;`, Excel's own
    /// way to say it, is taken out.
    static func detect(in source: inout TextSource) throws(SpreadsheetError) -> UInt8 {
        // Makes sure that there is a chunk.
        _ = try source.peek()
        let start = source.ahead
        if String(decoding: start.prefix(4), as: UTF8.self).lowercased() == "sep=",
            let separator = start.dropFirst(4).first
        {
            let end = start.dropFirst(5).prefix(2)
            if end.first.map(isLineEnd) ?? true {
                source.skip(5 + (end.elementsEqual("\r\n".utf8) ? 2 : min(1, end.count)))
                return separator
            }
        }
        return mostOften(in: start)
    }

    private static func mostOften(in text: ArraySlice<UInt8>) -> UInt8 {
        var found = candidates.map { (separator: $0, lines: 0, count: 0) }
        var inLine = [0, 0, 0], lines = 0, isQuoted = false, last = UInt8(ascii: "\n")
        func endLine() {
            for index in found.indices where inLine[index] > 0 {
                found[index].lines += 1
                found[index].count += inLine[index]
            }
            inLine = [0, 0, 0]
            lines += 1
        }
        for byte in text where lines < Self.lines {
            if byte == quote {
                // Only at the beginning of a field, or doubled within it: else it is a letter like others.
                isQuoted = !isQuoted && (isLineEnd(last) || last == quote || candidates.contains(last))
            } else if !isQuoted {
                if isLineEnd(byte), !isLineEnd(last) { endLine() }
                if let index = candidates.firstIndex(of: byte) { inLine[index] += 1 }
            }
            last = byte
        }
        endLine()
        // Commas stand in texts and decimals too: of equals they are the last.
        let best = found.max { ($0.lines, $0.count) < ($1.lines, $1.count) }
        return best.flatMap { $0.lines > 0 ? $0.separator : nil } ?? comma
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n")
    }
}
