import Domain
import Testing

struct RefusalWordsTests {
    private static let own = "Arvind's own words"
    private let pincode: Pincode

    init() throws {
        pincode = try #require(Pincode("560001"))
    }

    private func words(_ code: RefusalCode, _ message: String = own) -> String {
        RefusalWords.sentence(OMSRefusal(code: code, ownCode: "OWN_CODE", message: message), pincode: pincode)
    }

    /// Every code of the contract, and what a customer must find in its sentence.
    @Test(arguments: [
        (RefusalCode.notReturnable, "cannot be returned"), (.noPickUp, "not available at 560001. You can"),
        (.returnWindowPassed, "return window for this item has closed"),
        (.alreadyShipped, "already been shipped. You can return it"), (.alreadyCancelled, "cancelled already"),
        (.invalidAccount, "Check the account number and the IFSC"), (.unknownOrder, "Try again"),
        (.unknownSKU, "contact us"),
    ])
    func `a known code has a sentence of ours`(code: RefusalCode, part: String) {
        let sentence = words(code)
        #expect(sentence.contains(part))
        #expect(!sentence.contains(Self.own) && !sentence.contains("OWN_CODE") && !sentence.contains("_"))
        #expect(sentence.hasSuffix("."))
    }

    @Test(arguments: ["", "SOMETHING_NEW", "return_window_passed", " RETURN_WINDOW_PASSED"])
    func `an unknown code shows Arvind's own message`(code: String) {
        #expect(words(.other(code), "  The courier is on strike.  ") == "The courier is on strike.")
    }

    @Test(arguments: ["", "   ", "\n\t\u{0}\u{7f}\u{200b}\u{202e}"])
    func `a message without words is replaced`(message: String) {
        #expect(words(.other("NEW"), message) == "Our warehouse said no and gave no reason. Please contact us.")
    }

    /// Control characters, line ends of every kind, and what turns the direction of a text round.
    @Test(arguments: [
        "\n", "\r\n", "\t", "\u{0}", "\u{1b}", "\u{7f}", "\u{85}", "\u{9b}", "\u{2028}", "\u{2029}", "\u{202e}",
        "\u{2066}", "\u{200b}", "\u{feff}", "\u{e000}",
    ])
    func `no character of a message can do anything but be read`(character: String) {
        let clean = words(.other("NEW"), "Wait\(character)here")
        #expect(clean == "Wait here", "\(clean.unicodeScalars.map(\.value))")
    }

    @Test func `letters of other scripts, and what joins them, stay`() {
        for message in ["यह वापस नहीं हो सकता।", "₹ 1,299 – “no”", "👨‍👩‍👧 é"] {
            #expect(words(.other("NEW"), message) == message)
        }
    }

    @Test func `a long message is cut, and says so`() {
        #expect(words(.other("NEW"), String(repeating: "a", count: 200)) == String(repeating: "a", count: 200))
        #expect(words(.other("NEW"), String(repeating: "a", count: 201)) == String(repeating: "a", count: 200) + "…")
    }

    @Test func `a message of one character with a thousand accents is cut too`() {
        let sentence = words(.other("NEW"), "e" + String(repeating: "\u{301}", count: 5000))
        #expect(sentence.unicodeScalars.count <= 201)
    }
}
