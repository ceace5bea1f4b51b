import COath
import Glibc

/// One-time codes as every authenticator app makes them: RFC 6238 with its defaults, six digits every 30 seconds.
package struct OneTimeCodes: Sendable {
    private let secret: [UInt8]

    private static let period: Int64 = 30
    private static let digits: UInt32 = 6
    /// RFC 4226 (R6) recommends 160 bits.
    private static let size = 20
    /// liboath must be initialised once before anything else of it is used.
    private static let isReady = oath_init() == OATH_OK.rawValue

    package static func random() -> OneTimeCodes {
        OneTimeCodes(secret: randomBytes(size))
    }

    private init(secret: [UInt8]) {
        precondition(Self.isReady, "liboath could not be initialised")
        self.secret = secret
    }

    package init?(base32 text: String) {
        var start: UnsafeMutablePointer<CChar>?
        var count = 0
        guard oath_base32_decode(text, text.utf8.count, &start, &count) == OATH_OK.rawValue, let start else {
            return nil
        }
        defer { free(start) }
        guard count == Self.size else { return nil }
        self.init(secret: UnsafeRawBufferPointer(start: start, count: count).map { $0 })
    }

    package var base32: String {
        var start: UnsafeMutablePointer<CChar>?
        var count = 0
        let bytes = secret.map { CChar(bitPattern: $0) }
        guard oath_base32_encode(bytes, bytes.count, &start, &count) == OATH_OK.rawValue, let start else { return "" }
        defer { free(start) }
        return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
    }

    package static func step(at seconds: Int64) -> Int { Int(seconds / period) }

    /// The newest step whose code is taken: a clock may be half a minute off.
    package static func newestStep(at seconds: Int64) -> Int { step(at: seconds) + 1 }

    /// The step whose code this is: the moment's own, the one before or the one after; nil when it is none of these.
    package func step(of code: String, at seconds: Int64) -> Int? {
        let now = Self.step(at: seconds)
        return [now, now - 1, now + 1].first { constantTimeEqual(Array(code.utf8), Array(self.code(ofStep: $0).utf8)) }
    }

    package func code(ofStep step: Int) -> String {
        var text = [CChar](repeating: 0, count: Int(Self.digits) + 1)
        let bytes = secret.map { CChar(bitPattern: $0) }
        let result = oath_totp_generate(
            bytes, bytes.count, time_t(Int64(step) * Self.period), UInt32(Self.period), 0, Self.digits, &text)
        precondition(result == OATH_OK.rawValue, "liboath made no code")
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
