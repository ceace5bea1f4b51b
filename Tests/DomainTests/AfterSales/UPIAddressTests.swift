import Domain
import Testing

struct UPIAddressTests {
    @Test(arguments: [
        ("asha@okhdfc", "asha@okhdfc"), (" Asha.Rao-1@OKHDFC ", "asha.rao-1@okhdfc"),
        ("9845012345@ybl", "9845012345@ybl"),
        ("asha\u{200b}@okaxis", "asha@okaxis"), ("ａｓｈａ＠okhdfc", "asha@okhdfc"), ("९८४५@ybl", "9845@ybl"),
        ("as ha @ okhdfc", "asha@okhdfc"), ("asha@p2", "asha@p2"),
        ("asha", nil), ("@okhdfc", nil), ("a@okhdfc", nil), ("asha@", nil), ("asha@o", nil), ("asha@okhdfc.com", nil),
        ("asha@ok@hdfc", nil), ("asha@1ok", nil), ("às@okhdfc", nil), ("asha+1@okhdfc", nil), ("", nil),
        ("\u{212A}@okhdfc", nil), ("asha@o\u{212A}hdfc", nil),
        (String(repeating: "a", count: 257) + "@ybl", nil),
    ])
    func `a UPI id is a name and a handle, however it is typed`(typed: String, text: String?) {
        #expect(UPIAddress(typed)?.text == text)
    }

    @Test(arguments: [
        ("", "Your UPI app shows it"), ("9845012345", "the @ and what follows it"),
        ("asha@example.com", "like an e-mail address"), ("as,ha@ybl", "with one @"),
    ])
    func `what is no UPI id is answered with what to type`(typed: String, advice: String) {
        #expect(UPIAddress.advice(typed).contains(advice))
    }

    @Test(arguments: [("9845012345@ybl", "345@ybl"), ("asha@okhdfc", "a@okhdfc"), ("ab@ybl", "@ybl")])
    func `it is shown by its end only`(text: String, end: String) throws {
        let address = try #require(UPIAddress(text))
        let account = RefundAccount.upi(address)
        #expect(address.end == end && account.end == end)
        var dumped = ""
        dump(account, to: &dumped)
        dump(address, to: &dumped)
        for shown in ["\(address)", "\(account)", String(reflecting: address), String(reflecting: account), dumped] {
            #expect(!shown.contains(text), "\(shown)")
        }
    }

    @Test(arguments: ["asha.rao@okhdfc", "Asha.Rao@OKHDFC", "asha.rao\\u0040okhdfc", "asha.rao%40okhdfc"])
    func `it is hidden in a text however it is written`(written: String) throws {
        let mask = AccountMask(try #require(UPIAddress("asha.rao@okhdfc")))
        #expect(mask.hide(in: "to \(written), please") == "to ••••ao@okhdfc, please")
        #expect(mask.hide(in: "to rao@okhdfc or asha.rao@ybl") == "to rao@okhdfc or asha.rao@ybl")
    }
}
