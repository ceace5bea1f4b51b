import Domain
import Testing

struct FormatTests {
    @Test(arguments: [
        ("560001", "560001"), (" 560 001", "560001"), ("110001", "110001"), ("५६०००१", "560001"),
        ("５６０ ００１", "560001"), ("\u{200e}560\u{a0}001\u{200b}", "560001"), ("\u{feff}560\t001", "560001"),
        ("560-001", "560001"), ("560\u{2013}001", "560001"),
    ])
    func `a pincode is six digits, in any script and however they are set apart`(text: String, digits: String) {
        #expect(Pincode(text)?.text == digits)
    }

    @Test(arguments: ["", "56001", "5600011", "060001", "56000a", "०६०००१", "5600-01-1", "560001\n", "⁵60001"])
    func `what is not a pincode is refused`(text: String) {
        #expect(Pincode(text) == nil)
    }

    @Test(arguments: [
        "9876543210", "09876543210", "919876543210", "+919876543210", "+91 98765 43210", "98765-43210",
        "+9109876543210", "(+91) 98765 43210", "0091 98765 43210", "+91 (0) 98765-43210", "९८७६५४३२१०",
        "+９１ ９８７６５ ４３２１０", "৯৮৭৬৫৪৩২১০", "\u{202a}+91\u{a0}98765\u{2011}43210\u{202c}", "98765.43210",
        "tel:+919876543210",
        "9\u{200d}876543210\u{feff}", "+91-98765\u{2013}43210", "91 091 98765 43210",
    ])
    func `a mobile number is read as people type it`(text: String) {
        #expect(Mobile(text)?.text == "9876543210")
    }

    @Test func `a number that begins with 91 is not cut`() {
        #expect(Mobile("9198765432")?.text == "9198765432")
        #expect(Mobile("9123456789")?.text == "9123456789")
        #expect(Mobile("919123456789")?.text == "9123456789" && Mobile("09123456789")?.text == "9123456789")
    }

    @Test(arguments: [
        "", "5876543210", "987654321", "98765432101", "+929876543210", "91987654321", "98765x3210",
        "98765 43210 / 98765 43211", "+44 7911 123456", "५८७६५४३२१०",
        "0098765432", "+91",
    ])
    func `what is not an Indian mobile number is refused`(text: String) {
        #expect(Mobile(text) == nil)
    }

    @Test(arguments: [
        ("asha@example.com", "asha@example.com"), (" Asha@Example.COM ", "asha@example.com"),
        ("a.b+c@mail.example.co.in", "a.b+c@mail.example.co.in"),
        ("asha＠example.com", "asha@example.com"), ("\u{200e}asha@example\u{200b}.com\u{a0}", "asha@example.com"),
        ("ａｓｈａ@ｅｘａｍｐｌｅ．ｃｏｍ", "asha@example.com"), ("\u{feff}asha@example.com", "asha@example.com"),
    ])
    func `an e-mail address is lower-cased`(text: String, address: String) {
        #expect(EmailAddress(text)?.text == address)
    }

    @Test(arguments: [
        "", "asha", "asha@", "@example.com", "asha@example", "a@b@example.com", "asha@.com", "asha@com.",
        "a b@example.com", "a\u{a0}b@example.com", "a\u{2003}b@example.com",
        "a,b@example.com", "<asha@example.com>", "asha@example.com\r\nBcc: x@example.com", "a\u{0}@example.com",
        String(repeating: "a", count: 250) + "@b.in",
    ])
    func `what is not an e-mail address is refused`(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test(arguments: [
        ("Asha Rao", "Asha Rao"), ("  Asha\u{a0}\u{a0}Rao ", "Asha Rao"), ("अमी", "अमी"), ("Om", "Om"), ("O", nil),
        ("", nil),
        ("12", nil), ("Asha\nRao", "Asha Rao"), ("\u{200e}Asha\u{200b} Rao\u{feff}", "Asha Rao"),
        ("क्\u{200d}ष", "क्\u{200d}ष"),
        ("Ａｓｈａ\u{3000}Ｒａｏ", "Asha Rao"), ("As\u{200d}ha", "Asha"), ("Asha (Flat 2) Rao", "Asha (Flat 2) Rao"),
        ("Asha 2", "Asha 2"), (String(repeating: "a", count: 100), String(repeating: "a", count: 100)),
        (String(repeating: "a", count: 101), nil),
    ])
    func `a name is 2 to 100 characters on one line, without what cannot be seen`(text: String, name: String?) {
        #expect(PersonName(text)?.text == name)
    }

    @Test(
        arguments: [
            ("POLO-M", nil), ("polo nvy/m", nil), ("पोलो", nil), ("POLO\u{200b}-M", "(U+200B) after “POLO”."),
            ("\u{feff}POLO-M", "(U+FEFF) in front."), ("POLO-M\u{ad}", "(U+00AD) after “POLO-M”."),
            ("POLO\u{a0}M", "(U+00A0) after “POLO”."),
        ] as [(String, String?)])
    func `an invisible character in a SKU is named`(code: String, words: String?) {
        let told = SKU.hiddenMark(in: code)
        #expect(words.map { told?.contains($0) == true } ?? (told == nil), "\(told ?? "nothing")")
        // Arvind's own word for it is another matter: there it is taken as it comes.
        #expect(SKU(code)?.text == code)
    }

    @Test(arguments: ["P", "POLO-NVY-M", "polo nvy/m", "पोलो", String(repeating: "x", count: 64)])
    func `a SKU is kept exactly as it came`(code: String) {
        #expect(SKU(code)?.text == code)
    }

    @Test(arguments: [
        "", String(repeating: "x", count: 65), "A\nB", "A\u{0}", "A\u{7f}", String(repeating: "e\u{301}", count: 64),
    ])
    func `what is not a SKU is refused`(code: String) {
        #expect(SKU(code) == nil)
    }

    @Test func `SKUs differ in case`() {
        #expect(SKU("polo-m") != SKU("POLO-M"))
    }

    @Test(arguments: [
        ("https://api.example.com/v2", "https://api.example.com/v2"),
        (" https://api.example.com/ ", "https://api.example.com"),
        ("HTTPS://api.example.com:8443", "HTTPS://api.example.com:8443"),
        ("http://localhost:8081", "http://localhost:8081"),
        ("http://127.0.0.1:8081/arvind//", "http://127.0.0.1:8081/arvind"), ("http://[::1]:8081", "http://[::1]:8081"),
        ("http://LOCALHOST", "http://LOCALHOST"),
    ])
    func `Arvind's address is https anywhere, or http on this machine`(text: String, url: String) {
        #expect(APIURL(text)?.text == url)
    }

    @Test(arguments: [
        "", "api.example.com", "http://api.example.com", "http://localhost.example.com", "http://127.0.0.1.example.com",
        "https://", "https:///path", "ftp://localhost", "file:///etc/passwd", "https://user:pass@api.example.com",
        "http://localhost@api.example.com", "https://api.example.com?x=1", "https://api.example.com#x",
        "https://a b.com",
        "https://api.example.com:0", "https://api.example.com:65536", "https://api.example.com:x",
        "http://localhost\\@b.com",
        "https://bücher.example", "https://" + String(repeating: "a", count: 500),
    ])
    func `any other address is refused`(text: String) {
        #expect(APIURL(text) == nil)
    }

    @Test func `texts lose the white space at their ends only`() {
        #expect(" \t a  b \n".trimmed == "a  b")
        #expect(" \u{a0}".trimmed.isEmpty)
    }
}
