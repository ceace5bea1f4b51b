/// What a website looks like.
package struct WebsiteLook: Equatable, Sendable {
    /// The most that is kept of a logo, in pixels.
    package static let logoWidth = 400

    /// nil for the colours that all have.
    package let colour: BrandColour?
    /// The file's name in the folder of images.
    package let logo: String?

    package init(colour: BrandColour? = nil, logo: String? = nil) {
        self.colour = colour
        self.logo = logo
    }
}
