import CQREncode

package struct QRCode: Sendable {
    /// Squares a side, without the light margin that readers need around it.
    package let size: Int
    private let squares: [UInt8]
    private static let margin = 4

    /// The code of a text, of which 15 % may be unreadable; nil when the text is too long.
    package init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        size = Int(code.pointee.width)
        squares = Array(UnsafeBufferPointer(start: code.pointee.data, count: size * size))
    }

    /// The length of a side of its picture, margin included.
    package var side: Int { size + 2 * Self.margin }

    /// The dark squares as the path of an SVG whose unit is a square: a run of them in a row is one rectangle.
    package var path: String {
        var path = ""
        for row in 0..<size {
            var column = 0
            while column < size {
                let start = column
                while column < size, isDark(row, column) { column += 1 }
                if column > start {
                    path += "M\(start + Self.margin) \(row + Self.margin)h\(column - start)v1h-\(column - start)z"
                }
                column += 1
            }
        }
        return path
    }

    private func isDark(_ row: Int, _ column: Int) -> Bool { squares[row * size + column] & 1 == 1 }
}
