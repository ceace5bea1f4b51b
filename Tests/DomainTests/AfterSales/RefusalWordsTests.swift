import Domain
import Testing

struct RefusalWordsTests {
    private let pincode: Pincode

    init() throws {
        pincode = try #require(Pincode("560001"))
    }

    private func ownWords(_ message: String, code: String = "") -> String {
        OMSRefusal(code: .other(code), ownCode: code, message: message).ownWords
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
        for kind in RequestKind.allCases {
            let sentence = RefusalWords.sentence(code, to: kind, pincode: pincode)
            #expect(sentence.contains(part) && !sentence.contains("_") && sentence.hasSuffix("."))
        }
    }

    @Test(arguments: ["", "SOMETHING_NEW", "return_window_passed", " RETURN_WINDOW_PASSED"])
    func `an unknown code has a sentence for each kind of request; Arvind's own words go to staff`(code: String) {
        let refusal = OMSRefusal(code: .other(code), ownCode: code, message: "The courier is on strike.")
        for (kind, part) in [(RequestKind.cancellation, "could not cancel"), (.return, "could not accept this return")]
        {
            let answer = RequestAnswer(.refused(refusal), to: kind, pincode: pincode)
            #expect(answer.state == .refused && answer.code == code && answer.omsWords == refusal.ownWords)
            #expect(answer.sentence == RefusalWords.sentence(.other(code), to: kind, pincode: pincode))
            #expect(answer.sentence?.contains(part) == true && answer.sentence?.contains("strike") == false)
        }
        #expect(ownWords("  The courier is on strike.  ") == "The courier is on strike.")
        #expect(ownWords("On strike.", code: "NEW") == "NEW: On strike.")
    }

    @Test(arguments: ["", "   ", "\n\t\u{0}\u{7f}\u{200b}\u{202e}"])
    func `a message without words is replaced`(message: String) {
        #expect(ownWords(message) == "No reason was given.")
    }

    /// Control characters, line ends of every kind, and what turns the direction of a text round.
    @Test(arguments: [
        "\n", "\r\n", "\t", "\u{0}", "\u{1b}", "\u{7f}", "\u{85}", "\u{9b}", "\u{2028}", "\u{2029}", "\u{202e}",
        "\u{2066}", "\u{200b}", "\u{feff}", "\u{e000}",
    ])
    func `no character of a message can do anything but be read`(character: String) {
        let clean = ownWords("Wait\(character)here")
        #expect(clean == "Wait here", "\(clean.unicodeScalars.map(\.value))")
    }

    @Test func `letters of other scripts, and what joins them, stay`() {
        for message in ["यह वापस नहीं हो सकता।", "₹ 1,299 – “no”", "👨‍👩‍👧 é"] {
            #expect(ownWords(message) == message)
        }
    }

    @Test func `a long message is cut, and says so`() {
        #expect(ownWords(String(repeating: "a", count: 300)) == String(repeating: "a", count: 300))
        #expect(ownWords(String(repeating: "a", count: 301)) == String(repeating: "a", count: 300) + "…")
    }

    @Test func `a message of one character with a thousand accents is cut too`() {
        let sentence = ownWords("e" + String(repeating: "\u{301}", count: 5000))
        #expect(sentence.unicodeScalars.count <= 301)
    }
}
