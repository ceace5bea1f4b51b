/// What a file that a person sends as a picture has to be.
package enum ImageFileRule {
    /// Decoding takes four bytes for each.
    package static let mostPixels = 40_000_000

    /// The kind of an image that may be taken.
    ///
    /// - Parameter megabytes: the most.
    /// - Throws: a `Refusal` that says what to send instead.
    package static func check(
        _ name: String, _ bytes: ArraySlice<UInt8>, megabytes: Int = 2
    ) throws(Refusal) -> ImageKind {
        let name = "“\(name.shortened(60))”"
        if bytes.count > megabytes << 20 {
            throw Refusal(.invalid, "\(name) is larger than \(megabytes) MB. Make the image smaller.")
        }
        if isHEIC(bytes) {
            throw Refusal(
                .invalid,
                "\(name) is a HEIC photograph. Send it as JPEG, PNG or WebP: on an iPhone choose Settings, Camera, Formats, Most Compatible."
            )
        }
        guard let kind = ImageKind(of: bytes), let size = kind.size(of: bytes) else {
            throw Refusal(.invalid, "\(name) is not a PNG, JPEG or WebP image.")
        }
        guard size.width * size.height <= mostPixels else {
            throw Refusal(
                .invalid,
                "\(name) has \(size.width) × \(size.height) pixels, and 40 megapixels are the most. Make the image smaller."
            )
        }
        return kind
    }

    /// The refusal of a file whose header promises an image that the rest of it does not hold.
    package static func damaged(_ name: String) -> Refusal {
        Refusal(.invalid, "“\(name.shortened(60))” is damaged. Save the image again, and send that file.")
    }

    /// ISO/IEC 14496-12: the first box names the brand.
    private static func isHEIC(_ bytes: ArraySlice<UInt8>) -> Bool {
        let brand = bytes.dropFirst(8).prefix(4)
        return bytes.dropFirst(4).starts(with: "ftyp".utf8)
            && ["heic", "heix", "heim", "heis", "hevc", "mif1", "msf1"].contains { brand.elementsEqual($0.utf8) }
    }
}
