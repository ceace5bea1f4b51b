import CGD
import Domain

/// A picture as browsers get it: an image of a known size without anything else that was in its file, such as where it was taken.
package struct Picture: Sendable {
    package let webp: [UInt8]
    package let size: PixelSize

    /// Makes pictures of a JPEG, PNG or WebP file, upright, in some widths. None is wider than the file's.
    ///
    /// The caller has looked at the size in the file's header: decoding takes four bytes a pixel.
    ///
    /// - Parameter widths: ascending.
    /// - Returns: the pictures, the smallest first; none when the file is damaged.
    package static func made(of file: ArraySlice<UInt8>, _ kind: ImageKind, widths: [Int]) -> [Picture] {
        guard let image = Canvas(decoding: file, kind) else { return [] }
        let orientation = kind == .jpeg ? ImageOrientation(ofJPEG: file) : .upright
        let whole = orientation.isTurned ? image.size.turned : image.size
        var sizes: [PixelSize] = []
        for width in widths {
            let size = whole.fitted(width: width, height: 2 * width)
            if sizes.last != size { sizes.append(size) }
        }
        let pictures = sizes.compactMap { size in
            image.scaled(to: orientation.isTurned ? size.turned : size)?.turned(orientation)?.webp.map {
                Picture(webp: $0, size: size)
            }
        }
        return pictures.count == sizes.count ? pictures : []
    }
}

/// GD's image, freed with the last use.
private final class Canvas {
    private static let quality: Int32 = 82
    private let image: gdImagePtr

    private init?(_ image: gdImagePtr?) {
        guard let image else { return nil }
        self.image = image
    }

    convenience init?(decoding file: ArraySlice<UInt8>, _ kind: ImageKind) {
        kartify_gd_be_quiet()
        let decoded = file.withUnsafeBytes { bytes -> gdImagePtr? in
            // GD only reads there, though it does not say so.
            let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
            return switch kind {
            case .png: gdImageCreateFromPngPtr(Int32(bytes.count), start)
            // Phones write what the JPEG library warns of, and every browser shows it.
            case .jpeg: gdImageCreateFromJpegPtrEx(Int32(bytes.count), start, 1)
            case .webp: gdImageCreateFromWebpPtr(Int32(bytes.count), start)
            }
        }
        self.init(decoded)
    }

    deinit {
        gdImageDestroy(image)
    }

    var size: PixelSize { PixelSize(width: Int(image.pointee.sx), height: Int(image.pointee.sy)) }

    private static func empty(_ size: PixelSize) -> Canvas? {
        let canvas = Canvas(gdImageCreateTrueColor(Int32(size.width), Int32(size.height)))
        if let canvas {
            gdImageAlphaBlending(canvas.image, 0)
            gdImageSaveAlpha(canvas.image, 1)
        }
        return canvas
    }

    func scaled(to target: PixelSize) -> Canvas? {
        let canvas = Self.empty(target)
        if let canvas {
            gdImageCopyResampled(
                canvas.image, image, 0, 0, 0, 0, Int32(target.width), Int32(target.height), image.pointee.sx,
                image.pointee.sy)
        }
        return canvas
    }

    func turned(_ orientation: ImageOrientation) -> Canvas? {
        guard orientation != .upright else { return self }
        let target = orientation.isTurned ? size.turned : size
        guard let canvas = Self.empty(target) else { return nil }
        for y in 0..<target.height {
            for x in 0..<target.width {
                let (fromX, fromY) = orientation.source(x: x, y: y, of: size)
                kartify_gd_set_pixel(
                    canvas.image, Int32(x), Int32(y), kartify_gd_pixel(image, Int32(fromX), Int32(fromY)))
            }
        }
        return canvas
    }

    var webp: [UInt8]? {
        var count: Int32 = 0
        guard let bytes = gdImageWebpPtrEx(image, &count, Self.quality) else { return nil }
        defer { gdFree(bytes) }
        return Array(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    }
}
