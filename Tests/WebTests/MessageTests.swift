import Domain
import TestSupport
import Testing

@testable import Web

struct FieldsTests {
    @Test func `fields are decoded, in the order they came`() {
        let fields = Fields(urlEncoded: "name=Asha+Rao&city=Beng%61luru&empty=&bare&name=Ravi&%6Eote=a%3Db%26c")
        #expect(fields["name"] == "Asha Rao")
        #expect(fields.all("name") == ["Asha Rao", "Ravi"])
        #expect(fields["city"] == "Bengaluru" && fields["empty"].isEmpty && fields["note"] == "a=b&c")
        #expect(fields.has("bare") && fields.has("empty") && !fields.has("missing") && fields["missing"].isEmpty)
    }

    @Test(arguments: ["", "&", "&&&", "="])
    func `nothing is no named field`(text: String) {
        #expect(!Fields(urlEncoded: text).has("a"))
    }

    @Test func `a value keeps what stands behind its first equals sign`() {
        #expect(Fields(urlEncoded: "next=/a?b=c=d")["next"] == "/a?b=c=d")
    }

    @Test func `a query of a million separators is a thousand fields`() {
        #expect(Fields(urlEncoded: String(repeating: "a&", count: 1_000_000)).all("a").count == 1000)
    }

    @Test(arguments: [
        ("a=1", false), (String(repeating: "a&", count: 999) + "a", false),
        (String(repeating: "a&", count: 1000), true),
        (String(repeating: "&", count: 1000), true), (String(repeating: "a", count: 65_536), false),
        (String(repeating: "a", count: 65_537), true),
    ])
    func `a form of more than a thousand fields or 64 KiB is oversized`(body: String, isOversized: Bool) {
        #expect(aRequest("POST", body: body).hasOversizedForm == isOversized)
    }

    @Test func `a value is trimmed only when it is asked for so`() {
        let fields = Fields(urlEncoded: "a=+x+y+%0A")
        #expect(fields["a"] == " x y \n" && fields.trimmed("a") == "x y")
    }
}

struct PercentTests {
    @Test(arguments: [
        ("%41", "A"), ("%e0%a4%a8", "न"), ("%E0%A4%A8", "न"), ("100%", "100%"), ("%4", "%4"), ("%zz", "%zz"),
        ("%%41", "%A"), ("%4%41", "%4A"), ("a+b", "a b"), ("%2B", "+"), ("", ""), ("%00", "\u{0}"), ("%ff", "\u{fffd}"),
    ])
    func `a text is decoded, and what is not encoded stands for itself`(encoded: String, text: String) {
        #expect(percentDecoded(encoded) == text)
    }

    @Test func `a plus in a path is a plus`() {
        #expect(percentDecoded("a+b%20c", plusIsSpace: false) == "a+b c")
    }

    @Test func `every text goes through a query string`() {
        var random = Seeded(8)
        let alphabet = Array("aZ09-_.~ %+&=?#/\\\"'<>\u{0}\n\téनि🙂").map(String.init)
        for _ in 0..<5000 {
            let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? ""
            }.joined()
            let encoded = percentEncoded(text)
            #expect(percentDecoded(encoded) == text)
            #expect(encoded.utf8.allSatisfy { $0 > 32 && $0 < 127 && !"&=+?#\"'<>".utf8.contains($0) }, "\(encoded)")
            #expect(
                Fields(urlEncoded: "a=1&\(encoded)=\(encoded)&b=2").all(text).first == text || text == "a"
                    || text == "b")
        }
    }

    @Test func `no bytes crash the decoder`() {
        var random = Seeded(9)
        let alphabet = Array("%%%0123456789abcdefgG+&=")
        for _ in 0..<20_000 {
            let text = String(
                (0..<Int.random(in: 0...10, using: &random)).map { _ in
                    alphabet.randomElement(using: &random) ?? "%"
                })
            #expect(percentDecoded(text).utf8.count <= text.utf8.count * 3)
            _ = Fields(urlEncoded: text)
        }
    }
}

struct RequestTests {
    @Test(arguments: [
        ("brand.example", "brand.example"), ("Brand.Example:8080", "brand.example"), ("127.0.0.1:80", "127.0.0.1"),
        ("[::1]:8080", "[::1]"), ("[::1]", "[::1]"), ("", ""),
    ])
    func `a host is lower-case and without its port`(authority: String, host: String) {
        #expect(aRequest(authority: authority).host == host)
        #expect(aRequest(authority: authority).authority == authority)
    }

    @Test func `a cookie is found among others`() {
        let request = aRequest(headers: ["cookie": "a=1; session=abc=; xsession=no; b="])
        #expect(request.cookie("a") == "1" && request.cookie("session") == "abc=" && request.cookie("b") == "")
        #expect(request.cookie("ession") == nil && request.cookie("c") == nil)
        #expect(aRequest().cookie("a") == nil)
    }

    @Test func `a posted form is read from the body`() {
        func form(_ type: String) -> Fields {
            aRequest("POST", headers: ["content-type": type], body: "a=1&b=%26").form
        }
        for type in ["application/x-www-form-urlencoded", "Application/x-www-form-urlencoded; charset=utf-8"] {
            #expect(form(type)["b"] == "&")
        }
        // Another site's form can be sent as these, and its page need not ask.
        for type in ["text/plain", "", "application/json"] { #expect(!form(type).has("b")) }
    }

    @Test func `the media type has no parameters and no capitals`() {
        #expect(aRequest(headers: ["content-type": "Application/JSON ; charset=utf-8"]).mediaType == "application/json")
        #expect(aRequest().mediaType.isEmpty)
    }
}

struct ResponseTests {
    @Test func `a redirect says where to go, as 303`() {
        let response = Response.redirect(to: "/cart")
        #expect(response.status == .seeOther && response.header("location") == "/cart" && response.body.isEmpty)
    }

    @Test func `a header may come twice`() {
        let response = Response.text("x").with("Set-Cookie", "a").with("Set-Cookie", "b")
        #expect(response.headers.filter { $0.name == "Set-Cookie" }.map(\.value) == ["a", "b"])
    }

    @Test func `a cookie is hidden from scripts and stays on this site`() {
        let plain = Cookie("session", "abc", isSecure: false, seconds: 60).header
        #expect(plain == "session=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax")
    }

    @Test func `over TLS a cookie belongs to this host alone, and no other is read`() {
        let secure = Cookie("session", "abc", isSecure: true, seconds: 60).header
        #expect(secure == "__Host-session=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure")
        let planted = ["cookie": "session=planted"], own = ["cookie": "session=planted; __Host-session=abc"]
        #expect(aRequest(isSecure: true, headers: planted).cookie("session") == nil)
        #expect(aRequest(isSecure: true, headers: own).cookie("session") == "abc")
    }
}
