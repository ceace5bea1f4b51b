import Crypto
import Testing
import Web

struct BrowserTokenTests {
    private let key = SecretKey.random()
    private let token = BrowserToken.random()

    @Test func `a token goes through its cookie`() throws {
        let again = try #require(BrowserToken(token.cookieValue))
        #expect(again.hash(key) == token.hash(key))
        #expect(again.isOurs(form(token.csrf(key)), key))
    }

    @Test(arguments: ["", "abc", "!", String(repeating: "A", count: 44), String(repeating: "A", count: 42)])
    func `a malformed cookie is no token`(text: String) {
        #expect(BrowserToken(text) == nil)
    }

    @Test func `a form of this browser's pages is ours`() {
        for _ in 0..<20 { #expect(token.isOurs(form(token.csrf(key)), key)) }
    }

    @Test func `a page's token is another each time`() {
        #expect(token.csrf(key) != token.csrf(key))
    }

    @Test func `another browser's token is refused`() {
        #expect(!token.isOurs(form(BrowserToken.random().csrf(key)), key))
        #expect(!token.isOurs(form(token.csrf(SecretKey.random())), key))
    }

    @Test func `a form of another session, or of none, is refused`() {
        let session = BrowserToken.random()
        #expect(token.isOurs(form(token.csrf(key, in: session)), key, in: session))
        for other in [nil, BrowserToken.random(), token] {
            #expect(!token.isOurs(form(token.csrf(key, in: other)), key, in: session))
            #expect(!token.isOurs(form(token.csrf(key, in: session)), key, in: other))
        }
    }

    @Test func `a form without a token, or with something else in its place, is refused`() {
        #expect(!token.isOurs(.none, key))
        for text in ["", "x", token.cookieValue, token.csrf(key) + "A", String(token.csrf(key).dropLast())] {
            #expect(!token.isOurs(form(text), key), "\(text)")
        }
        #expect(!token.isOurs(form(Base64.url.encode([UInt8](repeating: 0, count: 64))), key))
    }

    @Test func `a token with one changed bit is refused`() throws {
        let bytes = try #require(Base64.url.decode(token.csrf(key)))
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            #expect(!token.isOurs(form(Base64.url.encode(changed)), key), "byte \(index)")
        }
    }

    @Test func `neither the store nor a page gives the cookie away`() {
        #expect(Base64.url.encode(token.hash(key)) != token.cookieValue)
        #expect(!token.csrf(key).contains(token.cookieValue))
    }

    private func form(_ csrf: String) -> Fields {
        Fields([(name: "csrf", value: csrf)])
    }
}
