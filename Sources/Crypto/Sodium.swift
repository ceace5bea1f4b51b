import CSodium

/// libsodium must be initialised once before anything else of it is used; a static does that exactly once.
private let isReady: Bool = sodium_init() >= 0

package func randomBytes(_ count: Int) -> [UInt8] {
    precondition(isReady, "libsodium could not be initialised")
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
        if let start = buffer.baseAddress { randombytes_buf(start, count) }
        length = count
    }
}

/// Whether two secrets are equal, in a time that does not depend on where they differ.
package func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && sodium_memcmp(left, right, left.count) == 0
}
