import Crypto
import Testing

struct SecretKeyTests {
    private let key = SecretKey.random()

    @Test(arguments: ["", "token", "ₓ🔑\0x", String(repeating: "a", count: 5000)])
    func `what was sealed is opened`(text: String) {
        #expect(key.open(key.seal(text, purpose: "auth token"), purpose: "auth token") == text)
    }

    @Test func `the same text is sealed differently each time`() {
        #expect(key.seal("token", purpose: "p") != key.seal("token", purpose: "p"))
    }

    @Test func `a sealed value does not show its text`() {
        let sealed = key.seal("0123456789012345", purpose: "p")
        #expect(!String(decoding: sealed, as: UTF8.self).contains("0123456789012345"))
    }

    @Test func `another purpose opens nothing`() {
        #expect(key.open(key.seal("token", purpose: "auth token"), purpose: "webhook secret") == nil)
    }

    @Test func `another key opens nothing`() {
        #expect(SecretKey.random().open(key.seal("token", purpose: "p"), purpose: "p") == nil)
    }

    @Test func `one changed bit anywhere opens nothing`() {
        let sealed = key.seal("token", purpose: "p")
        for index in sealed.indices {
            var tampered = sealed
            tampered[index] ^= 1
            #expect(key.open(tampered, purpose: "p") == nil, "byte \(index)")
        }
        for length in sealed.indices {
            #expect(key.open(Array(sealed.prefix(length)), purpose: "p") == nil, "cut at \(length)")
        }
    }

    @Test func `a key goes through its file`() {
        let again = SecretKey(key.fileContent)
        #expect(again?.open(key.seal("token", purpose: "p"), purpose: "p") == "token")
        #expect(key.fileContent.count == SecretKey.size)
    }

    @Test func `a value from before there were key ids still opens, after a new key too`() {
        let old = Array(key.seal("token", purpose: "p").dropFirst(8))
        #expect(key.open(old, purpose: "p") == "token" && !key.isNewest(old))
        #expect(key.addingKey().open(old, purpose: "p") == "token")
    }

    @Test func `a new key seals, the old one opens until it is removed, and hashes stay`() throws {
        let sealed = key.seal("token", purpose: "p")
        let both = try #require(SecretKey(key.addingKey().fileContent))
        #expect(both.hasOlderKeys && both.open(sealed, purpose: "p") == "token" && !both.isNewest(sealed))
        let anew = both.seal("token", purpose: "p")
        #expect(both.isNewest(anew) && key.open(anew, purpose: "p") == nil)
        let one = try #require(SecretKey(both.removingOlderKeys().fileContent))
        #expect(!one.hasOlderKeys && one.open(sealed, purpose: "p") == nil && one.open(anew, purpose: "p") == "token")
        #expect(one.hash("session", purpose: "browser") == key.hash("session", purpose: "browser"))
    }

    @Test(arguments: [0, 31, 33])
    func `a key file of another length is no key`(length: Int) {
        #expect(SecretKey([UInt8](repeating: 1, count: length)) == nil)
    }

    @Test func `a keyed hash depends on text, purpose and key, and on nothing else`() {
        let hash = key.hash("session", purpose: "browser")
        #expect(hash == key.hash("session", purpose: "browser"))
        #expect(hash.count == 32)
        #expect(hash != key.hash("session2", purpose: "browser"))
        #expect(hash != key.hash("session", purpose: "csrf"))
        #expect(hash != SecretKey.random().hash("session", purpose: "browser"))
        #expect(key.hash("bc", purpose: "a") != key.hash("c", purpose: "ab"))
    }
}

struct PasswordTests {
    private let hasher = PasswordHasher.cheap

    @Test func `the right password is verified and a wrong one is not`() {
        let hash = hasher.hash("correct horse")
        #expect(hasher.verify("correct horse", against: hash))
        #expect(!hasher.verify("correct hors", against: hash))
        #expect(!hasher.verify("Correct horse", against: hash))
        #expect(!hasher.verify("", against: hash))
    }

    @Test func `a hash is Argon2id and salted`() {
        let hash = hasher.hash("p")
        #expect(hash.hasPrefix("$argon2id$"))
        #expect(hash != hasher.hash("p"))
    }

    @Test func `a hash made at other costs is verified too`() {
        #expect(PasswordHasher.standard.verify("p", against: hasher.hash("p")))
    }

    @Test(arguments: ["", "not a hash", "$argon2id$"])
    func `what is not a hash verifies nothing`(hash: String) {
        #expect(!hasher.verify("", against: hash))
    }

    @Test func `an empty password can be hashed`() {
        #expect(hasher.verify("", against: hasher.hash("")))
    }
}

struct EncodingTests {
    @Test func `bytes go through base64 in both spellings`() {
        for length in 0..<70 {
            let bytes = randomBytes(length)
            #expect(Base64.standard.decode(Base64.standard.encode(bytes)) == bytes)
            #expect(Base64.url.decode(Base64.url.encode(bytes)) == bytes)
        }
    }

    @Test func `each spelling is the RFC's`() {
        #expect(Base64.standard.encode([0xfb, 0xff, 0xfe, 0x01]) == "+//+AQ==")
        #expect(Base64.url.encode([0xfb, 0xff, 0xfe, 0x01]) == "-__-AQ")
        #expect(Base64.standard.encode(Array("user:pass".utf8)) == "dXNlcjpwYXNz")
    }

    @Test(arguments: ["A", "A===", "!!!!", "AAA A", "-__-AQ"])
    func `what is not base64 is refused`(text: String) {
        #expect(Base64.standard.decode(text) == nil)
    }

    @Test func `HMAC-SHA-256 gives the codes of RFC 4231`() {
        #expect(
            hex(hmacSHA256(Array("Hi There".utf8), key: [UInt8](repeating: 0x0b, count: 20)))
                == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        #expect(
            hex(hmacSHA256(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(
            hex(
                hmacSHA256(
                    Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                    key: [UInt8](repeating: 0xaa, count: 131)))
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    @Test func `secrets are equal only when they are`() {
        #expect(constantTimeEqual([1, 2, 3], [1, 2, 3]))
        #expect(!constantTimeEqual([1, 2, 3], [1, 2, 4]))
        #expect(!constantTimeEqual([1, 2, 3], [1, 2]))
        #expect(constantTimeEqual([], []))
    }

    @Test func `random bytes are as many as asked for, and others each time`() {
        #expect(randomBytes(0).isEmpty)
        #expect(randomBytes(32).count == 32)
        #expect(randomBytes(32) != randomBytes(32))
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
