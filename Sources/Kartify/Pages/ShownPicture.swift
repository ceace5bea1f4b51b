import Domain

/// A picture as a page shows it: with its size, so that nothing moves when it comes, and a small file for small places.
struct ShownPicture: Encodable, Sendable {
    let file: String
    /// For `srcset`, with the width of each; nil for a picture of one size.
    let srcset: String?
    let size: Size?
    let alt: String
    /// Whether it is fetched only when it is about to be seen.
    let isLazy: Bool
    /// Whether it is the one that a page waits for, so that it is fetched before anything else.
    let isFirst: Bool

    struct Size: Encodable, Sendable {
        let width: Int
        let height: Int
    }

    init(_ image: ProductImage, of product: String, isLazy: Bool = true, isFirst: Bool = false) {
        file = image.file
        size = image.size.map { Size(width: $0.width, height: $0.height) }
        srcset = image.size.flatMap { size in
            image.smallFile.map { "/images/\($0) \(ProductImage.smallWidth)w, /images/\(image.file) \(size.width)w" }
        }
        alt = image.alt.isEmpty ? product : image.alt
        self.isLazy = isLazy
        self.isFirst = isFirst
    }
}
