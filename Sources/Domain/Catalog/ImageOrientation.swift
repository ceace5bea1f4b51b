/// How a picture has to be turned to be seen as it was taken: Exif's Orientation (CIPA DC-008, 4.6.5.1.6).
///
/// Phones store every photograph as the sensor has it, and say here how it was held.
package enum ImageOrientation: Int, Sendable, CaseIterable {
    case upright = 1, mirrored, upsideDown, flipped, transposed, turnedRight, transversed, turnedLeft

    /// Of a JPEG; upright where it says nothing, or nothing that can be read.
    package init(ofJPEG bytes: ArraySlice<UInt8>) {
        self = Self.exif(in: bytes).flatMap(Self.orientation).flatMap(Self.init(rawValue:)) ?? .upright
    }

    /// Whether width and height change places.
    package var isTurned: Bool { rawValue >= Self.transposed.rawValue }

    /// The pixel of the stored picture that is seen at a place.
    ///
    /// - Parameter stored: the stored picture's size.
    package func source(x: Int, y: Int, of stored: PixelSize) -> (x: Int, y: Int) {
        let (right, bottom) = (stored.width - 1, stored.height - 1)
        return switch self {
        case .upright: (x, y)
        case .mirrored: (right - x, y)
        case .upsideDown: (right - x, bottom - y)
        case .flipped: (x, bottom - y)
        case .transposed: (y, x)
        case .turnedRight: (y, bottom - x)
        case .transversed: (right - y, bottom - x)
        case .turnedLeft: (right - y, x)
        }
    }

    /// The TIFF structure in the APP1 segment that begins with `Exif`.
    private static func exif(in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var rest = bytes.dropFirst(2)
        while rest.count >= 10, rest.first == 0xFF {
            let marker = rest[rest.startIndex + 1]
            if marker == 0xFF {
                rest = rest.dropFirst()
                continue
            }
            let length = rest.dropFirst(2).prefix(2).reduce(0) { $0 << 8 | Int($1) }
            guard length >= 2, marker != 0xDA else { return nil }
            let content = rest.dropFirst(4).prefix(length - 2)
            if marker == 0xE1, content.starts(with: Array("Exif\0\0".utf8)) { return content.dropFirst(6) }
            rest = rest.dropFirst(2 + length)
        }
        return nil
    }

    private static func orientation(in tiff: ArraySlice<UInt8>) -> Int? {
        let isLittle = tiff.starts(with: Array("II*\0".utf8))
        guard isLittle || tiff.starts(with: Array("MM\0*".utf8)) else { return nil }
        func number(at place: Int, _ count: Int) -> Int? {
            let digits = tiff.dropFirst(place).prefix(count)
            guard digits.count == count else { return nil }
            return isLittle ? digits.reversed().reduce(0) { $0 << 8 | Int($1) } : digits.reduce(0) { $0 << 8 | Int($1) }
        }
        guard let start = number(at: 4, 4), let entries = number(at: start, 2) else { return nil }
        for entry in 0..<min(entries, 64) {
            let place = start + 2 + 12 * entry
            if number(at: place, 2) == 0x0112 { return number(at: place + 8, 2) }
        }
        return nil
    }
}
