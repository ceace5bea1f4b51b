import Crypto
import Domain
import Glibc
import Pictures
import Synchronization

/// The images of products and the logos of websites, which nginx serves under `/images/`.
final class ImageFolder: Sendable {
    private let path: String
    /// An image of forty megapixels takes 160 MB while it is read, so they are read one at a time.
    private let turn = Mutex(())

    init(_ path: String) {
        self.path = path
    }

    /// A picture's files.
    struct Kept: Sendable {
        let file: String
        let smallFile: String?
        let size: PixelSize
        var all: [String] { [file] + (smallFile.map { [$0] } ?? []) }
    }

    /// Makes the pictures of an uploaded image and keeps them under a new name; nil when the file is damaged.
    func keep(_ image: ArraySlice<UInt8>, _ kind: ImageKind) throws -> Kept? {
        let pictures = pictures(of: image, kind, widths: [ProductImage.smallWidth, ProductImage.largeWidth])
        guard let large = pictures.last else { return nil }
        let token = Self.token()
        let small = pictures.count > 1 ? pictures.first : nil
        let kept = Kept(
            file: "\(token).webp", smallFile: small.map { _ in "\(token)-\(ProductImage.smallWidth).webp" },
            size: large.size)
        do {
            try write(large.webp, kept.file)
            if let small, let name = kept.smallFile { try write(small.webp, name) }
        } catch {
            erase(kept.all)
            throw error
        }
        return kept
    }

    /// Makes one picture of an uploaded image, no wider than this, and keeps it under a new name; nil when the file is damaged.
    func keep(_ image: ArraySlice<UInt8>, _ kind: ImageKind, width: Int) throws -> String? {
        guard let picture = pictures(of: image, kind, widths: [width]).first else { return nil }
        let name = "\(Self.token()).webp"
        try write(picture.webp, name)
        return name
    }

    /// An image no wider than this, without anything else that was in its file; nil when the file is damaged.
    func smaller(_ image: ArraySlice<UInt8>, _ kind: ImageKind, width: Int) -> [UInt8]? {
        pictures(of: image, kind, widths: [width]).first?.webp
    }

    /// Keeps a drawing of ours, as it is.
    func keep(drawing svg: String) throws -> String {
        let name = "\(Self.token()).svg"
        try write(Array(svg.utf8), name)
        return name
    }

    func erase(_ names: [String]) {
        for name in names { unlink("\(path)/\(name)") }
    }

    private func pictures(of image: ArraySlice<UInt8>, _ kind: ImageKind, widths: [Int]) -> [Picture] {
        turn.withLock { _ in Picture.made(of: image, kind, widths: widths) }
    }

    private static func token() -> String { Base64.url.encode(randomBytes(16)) }

    private func write(_ bytes: [UInt8], _ name: String) throws {
        if mkdir(path, 0o755) != 0 && errno != EEXIST {
            throw Refusal(.invalid, "The folder \(path) cannot be made. Check the owner of the folder around it.")
        }
        try writePrivately(bytes, to: "\(path)/\(name)")
        // nginx may run as another user.
        chmod("\(path)/\(name)", 0o644)
    }
}
