/// A text file's bytes as UTF-8, a chunk in memory at a time.
///
/// UTF-8 with or without a byte order mark passes as it is and is looked at where texts are made of it; UTF-16 is known by its mark,
/// or by the zeros of its first two characters, and converted. Anything else is refused, not guessed at: Excel's plain “CSV” is written in the machine's own code page and has
/// put `?` for what that cannot hold (₹ among it), so a guess could bring in damaged names that nobody notices.
struct TextSource {
    private enum Encoding {
        case utf8, utf16LittleEndian, utf16BigEndian
    }

    private static let chunkSize = 64 << 10

    private let file: InputFile
    private var encoding = Encoding.utf8
    private var chunk: [UInt8] = []
    private var index = 0
    /// Of UTF-16, what the last chunk ended with in the middle of a character.
    private var leftOver: [UInt8] = []

    init(_ file: InputFile) throws(SpreadsheetError) {
        self.file = file
        chunk = try file.read(Self.chunkSize)
        if chunk.starts(with: [0xEF, 0xBB, 0xBF]) {
            index = 3
        } else if chunk.starts(with: [0xFF, 0xFE]) {
            beginUTF16(.utf16LittleEndian, after: 2)
        } else if chunk.starts(with: [0xFE, 0xFF]) {
            beginUTF16(.utf16BigEndian, after: 2)
        } else {
            // A zero is in no text of another encoding.
            switch chunk.prefix(4).map({ $0 == 0 }) {
            case [false, true, false, true]: beginUTF16(.utf16LittleEndian, after: 0)
            case [true, false, true, false]: beginUTF16(.utf16BigEndian, after: 0)
            default: break
            }
        }
    }

    /// What is in memory of what has not been taken yet: at the beginning, at least the first line.
    var ahead: ArraySlice<UInt8> { chunk[index...] }

    /// Leaves bytes out that `ahead` has shown.
    mutating func skip(_ count: Int) {
        index += count
    }

    /// The next byte, without taking it; nil at the end.
    mutating func peek() throws(SpreadsheetError) -> UInt8? {
        while index == chunk.count {
            let bytes = try file.read(Self.chunkSize)
            if bytes.isEmpty && leftOver.isEmpty { return nil }
            chunk = encoding == .utf8 ? bytes : converted(bytes)
            index = 0
        }
        return chunk[index]
    }

    /// The next byte; nil at the end.
    mutating func next() throws(SpreadsheetError) -> UInt8? {
        guard let byte = try peek() else { return nil }
        index += 1
        return byte
    }

    private mutating func beginUTF16(_ encoding: Encoding, after mark: Int) {
        self.encoding = encoding
        chunk = converted(Array(chunk.dropFirst(mark)))
    }

    private mutating func converted(_ more: [UInt8]) -> [UInt8] {
        let bytes = leftOver + more
        var units = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
            encoding == .utf16LittleEndian
                ? UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8
                : UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
        }
        if let last = units.last, UTF16.isLeadSurrogate(last), !more.isEmpty { units.removeLast() }
        leftOver = Array(bytes.dropFirst(units.count * 2))
        var text: [UInt8] = []
        let isDamaged = transcode(
            units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true, into: { text.append($0) })
        // A byte that UTF-8 never has: the row it falls into is refused, and by its number.
        if isDamaged || (more.isEmpty && !bytes.isEmpty) { text.append(0xFF) }
        if more.isEmpty { leftOver = [] }
        return text
    }
}
