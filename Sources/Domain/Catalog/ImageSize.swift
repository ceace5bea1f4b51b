/// The size in an image's header. A file with only the first bytes of an image has none.
enum ImageSize {
    /// The most pixels per side: larger images cost browsers memory for detail that nobody can see.
    private static let sides = 1...20_000

    static func isSensible(_ kind: ImageKind, _ bytes: ArraySlice<UInt8>) -> Bool {
        of(kind, bytes).map { sides.contains($0.width) && sides.contains($0.height) } ?? false
    }

    static func of(_ kind: ImageKind, _ bytes: ArraySlice<UInt8>) -> PixelSize? {
        let size =
            switch kind {
            case .png: png(bytes)
            case .jpeg: jpeg(bytes)
            case .webp: webp(bytes)
            }
        return size.map { PixelSize(width: $0.width, height: $0.height) }
    }

    /// PNG, §11.2.1: the first chunk is IHDR.
    private static func png(_ bytes: ArraySlice<UInt8>) -> (width: Int, height: Int)? {
        let chunk = bytes.dropFirst(8)
        guard chunk.count >= 25, chunk.starts(with: [0, 0, 0, 13]), chunk.dropFirst(4).starts(with: "IHDR".utf8) else {
            return nil
        }
        return (number(chunk.dropFirst(8).prefix(4)), number(chunk.dropFirst(12).prefix(4)))
    }

    /// ITU T.81, B.2.2: the frame header behind other segments.
    private static func jpeg(_ bytes: ArraySlice<UInt8>) -> (width: Int, height: Int)? {
        var rest = bytes.dropFirst(2)
        while rest.count >= 9, rest.first == 0xFF {
            let marker = rest[rest.startIndex + 1]
            // Any number of these fills the space before a marker.
            if marker == 0xFF {
                rest = rest.dropFirst()
                continue
            }
            if (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker) {
                return (number(rest.dropFirst(7).prefix(2)), number(rest.dropFirst(5).prefix(2)))
            }
            let length = number(rest.dropFirst(2).prefix(2))
            guard length >= 2, marker != 0xDA else { return nil }
            rest = rest.dropFirst(2 + length)
        }
        return nil
    }

    /// RFC 9649: the first chunk is a lossy image, a lossless one, or says what others follow.
    private static func webp(_ bytes: ArraySlice<UInt8>) -> (width: Int, height: Int)? {
        guard bytes.count >= 30 else { return nil }
        let body = bytes.dropFirst(20)
        switch String(decoding: bytes.dropFirst(12).prefix(4), as: UTF8.self) {
        case "VP8 " where body.dropFirst(3).starts(with: [0x9D, 0x01, 0x2A]):
            return (
                number(reversed: body.dropFirst(6).prefix(2)) & 0x3FFF,
                number(reversed: body.dropFirst(8).prefix(2)) & 0x3FFF
            )
        case "VP8L" where body.first == 0x2F:
            let bits = number(reversed: body.dropFirst().prefix(4))
            return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        case "VP8X":
            return (
                number(reversed: body.dropFirst(4).prefix(3)) + 1, number(reversed: body.dropFirst(7).prefix(3)) + 1
            )
        default: return nil
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    private static func number(reversed bytes: ArraySlice<UInt8>) -> Int {
        bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
