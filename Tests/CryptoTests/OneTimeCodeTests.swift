import Crypto
import Testing

struct OneTimeCodeTests {
    /// The secret of RFC 6238, appendix B: "12345678901234567890".
    private let codes = OneTimeCodes(base32: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")

    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func `the codes are those of RFC 6238`(seconds: Int64, code: String) throws {
        let codes = try #require(codes)
        #expect(codes.code(ofStep: OneTimeCodes.step(at: seconds)) == code)
        #expect(codes.step(of: code, at: seconds) == OneTimeCodes.step(at: seconds))
    }

    @Test func `a code is taken half a minute before and after its time, and no longer`() throws {
        let codes = try #require(codes)
        let code = codes.code(ofStep: 100)
        for (seconds, isTaken) in [
            (2969, false), (2970, true), (3000, true), (3029, true), (3059, true), (3060, false),
        ] {
            #expect((codes.step(of: code, at: Int64(seconds)) == 100) == isTaken, "\(seconds)")
        }
        for wrong in ["", "1", code + "0", "abcdef"] { #expect(codes.step(of: wrong, at: 3000) == nil) }
    }

    @Test func `a secret is written down and read again, and is another each time`() throws {
        let codes = OneTimeCodes.random()
        #expect(codes.base32.count == 32)
        #expect(try #require(OneTimeCodes(base32: codes.base32)).code(ofStep: 1) == codes.code(ofStep: 1))
        #expect(OneTimeCodes.random().base32 != codes.base32)
        for wrong in ["", "GEZDGNBV", "not base32!"] { #expect(OneTimeCodes(base32: wrong) == nil) }
    }
}

struct QRCodeTests {
    @Test func `a QR code has its three corners, and is drawn with the margin that readers need`() throws {
        let code = try #require(QRCode("HELLO"))
        #expect(code.size == 21 && code.side == 29)
        // The upper edge of the first corner, and of the one beside it.
        #expect(code.path.hasPrefix("M4 4h7v1h-7z") && code.path.contains("M18 4h7v1h-7z"))
        #expect(QRCode(String(repeating: "x", count: 5000)) == nil)
    }
}
