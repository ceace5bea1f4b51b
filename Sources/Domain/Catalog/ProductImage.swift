/// A picture of a product, in the order in which customers see them.
package struct ProductImage: Equatable, Sendable {
    /// The most pictures of a product.
    package static let most = 12
    package static let altLength = 0...200
    /// The widths that are made of an upload, in pixels.
    package static let smallWidth = 320
    package static let largeWidth = 800

    package let id: ID<ProductImage>
    /// In the folder of images, as is the small one.
    package let file: String
    /// For phones and lists; nil where the picture itself is small.
    package let smallFile: String?
    /// What it shows, for those who do not see it; empty for the product's name.
    package let alt: String
    /// In pixels, of the larger file; nil where nobody has read it.
    package let size: PixelSize?

    package init(id: ID<ProductImage>, file: String, smallFile: String?, alt: String, size: PixelSize?) {
        self.id = id
        self.file = file
        self.smallFile = smallFile
        self.alt = alt
        self.size = size
    }

    package var files: [String] { [file] + (smallFile.map { [$0] } ?? []) }
}

package struct PixelSize: Equatable, Sendable {
    package let width: Int
    package let height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    package var turned: PixelSize { PixelSize(width: height, height: width) }

    /// The same shape, no wider and no higher than this.
    package func fitted(width most: Int, height highest: Int) -> PixelSize {
        if width <= most && height <= highest { return self }
        // Whichever is further beyond its limit decides.
        return width * highest >= height * most
            ? PixelSize(width: most, height: max(1, height * most / width))
            : PixelSize(width: max(1, width * highest / height), height: highest)
    }
}
