/// A photograph that came with a return.
package struct Photograph: Sendable {
    package let kind: ImageKind
    package let bytes: [UInt8]

    /// So many may come with one return.
    package static let most = 3

    package init(kind: ImageKind, bytes: [UInt8]) {
        self.kind = kind
        self.bytes = bytes
    }
}
