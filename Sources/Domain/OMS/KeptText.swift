/// The part of a body that the log stores.
package struct KeptText: Equatable, Sendable {
    package let text: String
    /// How many bytes the body had, where this is not all of it; nil when it is whole.
    package let fullLength: Int?

    private static let limit = 64 * 1024

    /// - Parameter text: already masked: half a number would be a secret too.
    package init(_ text: String) {
        let bytes = text.utf8
        let isWhole = bytes.count <= Self.limit
        self.text = isWhole ? text : String(decoding: bytes.prefix(Self.limit), as: UTF8.self)
        fullLength = isWhole ? nil : bytes.count
    }

    package init(_ bytes: [UInt8]) {
        self.init(String(decoding: bytes, as: UTF8.self))
    }

    package init(_ text: String, fullLength: Int?) {
        self.text = text
        self.fullLength = fullLength
    }

    /// A summary, instead of a body of this length.
    package init(_ summary: String, of bytes: [UInt8]) {
        self.init(KeptText(summary).text, fullLength: bytes.count)
    }
}
