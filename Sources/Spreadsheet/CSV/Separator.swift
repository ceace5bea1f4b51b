/// What stands between the fields of a CSV file.
enum Separator {
    private static let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

    /// The separator that the header line has most of outside quotes; a comma when it has none. Excel in a country whose decimals
    /// have commas writes semicolons, and its “Unicode Text” has tabs. A line `sep=;`, Excel's own way to say it, is taken out.
    static func detect(in source: inout TextSource) throws(SpreadsheetError) -> UInt8 {
        // Makes sure that there is a chunk.
        _ = try source.peek()
        let start = source.ahead
        if start.starts(with: "sep=".utf8), let separator = start.dropFirst(4).first {
            let end = start.dropFirst(5).prefix(2)
            if end.first.map(isLineEnd) ?? true {
                source.skip(5 + (end.elementsEqual("\r\n".utf8) ? 2 : min(1, end.count)))
                return separator
            }
        }
        return mostOften(in: start.drop(while: isLineEnd))
    }

    private static func mostOften(in text: ArraySlice<UInt8>) -> UInt8 {
        var counts = [0, 0, 0], isQuoted = false
        for byte in text {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if isLineEnd(byte) { break }
            if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
        }
        let most = counts.max() ?? 0
        return candidates[counts.firstIndex(of: most) ?? 0]
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n")
    }
}
