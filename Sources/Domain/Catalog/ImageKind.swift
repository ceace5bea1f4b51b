/// The image formats that a product may have, detected by the file's content: its name proves nothing.
package enum ImageKind: String, Sendable {
    case png, jpeg = "jpg", webp

    package init?(of bytes: ArraySlice<UInt8>) {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
            self = .webp
        } else {
            return nil
        }
        guard ImageSize.isSensible(self, bytes) else { return nil }
    }

    /// The size in the header of an image of this kind; nil where there is none.
    package func size(of bytes: ArraySlice<UInt8>) -> PixelSize? { ImageSize.of(self, bytes) }
}
