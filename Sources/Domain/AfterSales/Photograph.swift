/// A photograph that came with a return.
package struct Photograph: Sendable {
    package let kind: ImageKind
    package let bytes: [UInt8]

    /// So many may come with one return.
    package static let most = 3
    /// A phone's photograph, as it is sent where no script makes it smaller.
    package static let megabytes = 6
    /// In pixels, of what is kept of it.
    package static let width = 1600

    package init(kind: ImageKind, bytes: [UInt8]) {
        self.kind = kind
        self.bytes = bytes
    }
}
