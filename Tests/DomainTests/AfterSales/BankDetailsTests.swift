import Domain
import Testing

struct BankDetailsTests {
    private static let number = "50100234567890"
    private let details = BankDetails(
        holder: "Asha Rao", accountNumber: number, ifsc: "HDFC0001234", bank: "HDFC Bank", branch: "Residency Road")

    @Test func `they print themselves masked, however they are printed`() {
        var dumped = ""
        dump(details, to: &dumped)
        dump([details], to: &dumped)
        var printed = ""
        print(details, [details], Optional(details) as Any, separator: " ", to: &printed)
        debugPrint(details, [details], to: &printed)
        let texts = [
            "\(details)", String(describing: details), String(reflecting: details), "\(Optional(details) as Any)",
            "\([details])", "\((1, details))", "\(Wrapper(details: details))", dumped, printed,
            "\(Mirror(reflecting: details).children.map { "\($0)" })",
        ]
        for text in texts {
            for secret in [Self.number, "5010023456", "Asha", "HDFC", "Residency"] {
                #expect(!text.contains(secret), "\(text)")
            }
        }
        #expect("\(details)" == "account ending in 7890")
    }

    private struct Wrapper {
        let details: BankDetails
    }

    @Test(arguments: [
        ("123456789", "123456789"), ("123456789012345678", "123456789012345678"),
        ("5010 0234 567890", Self.number), ("000000000", "000000000"), ("12345678", nil),
        ("1234567890123456789", nil), ("12345678a", nil), ("", nil), ("+123456789", nil), ("123456789\n", nil),
        ("1234-56789", "123456789"), ("५०१०० २३४५६७८९०", Self.number), ("５０１００２３４５６７８９０", Self.number),
        ("\u{200e}5010\u{a0}0234\u{2013}5678\u{200b}90", Self.number), ("50100O34567890", nil), ("1234/56789", nil),
        ("(5010) 0234.5678-90", Self.number), ("[50100]\u{2212}234567890", Self.number),
        ("5010．0234．567890", Self.number),
        ("5010.0234.5678.90.", Self.number), ("50100234567890.0", nil), ("50100234567890.00 ", nil),
        ("5.01002E+13", nil),
    ])
    func `an account number is 9 to 18 digits however they are set apart, its zeros kept`(
        typed: String, number: String?
    ) {
        #expect(BankDetails.accountNumber(typed) == number)
    }

    @Test(arguments: [
        ("HDFC0001234", "HDFC0001234"), ("hdfc0001234", "HDFC0001234"), (" sbin0ABC123 ", "SBIN0ABC123"),
        ("HDFC1001234", nil), ("HDFCO001234", nil), ("HDF00001234", nil), ("HDFC000123", nil), ("HDFC00012345", nil),
        ("HDFC000123!", nil), ("ＨＤＦＣ0001234", "HDFC0001234"), ("straße00001", nil), ("", nil),
        ("\u{200e}HDFC\u{200b}0001234", "HDFC0001234"), ("HDFC 0001234\u{a0}", "HDFC0001234"),
        ("HDFC०००१२३४", "HDFC0001234"), ("НDFC0001234", nil),
        ("HDFC-0001234", "HDFC0001234"), ("(hdfc 000.1234)", "HDFC0001234"), ("HDFC0001234.\t", "HDFC0001234"),
        ("HDFC0/001234", nil),
    ])
    func `an IFSC is four letters, a zero and six more, in capitals`(typed: String, ifsc: String?) {
        #expect(BankDetails.ifsc(typed) == ifsc)
    }

    @Test(arguments: [
        ("HDFCO001234", "The fifth character is the digit 0, not the letter O."),
        ("HDFC-O-001234", "The fifth character is the digit 0, not the letter O."),
        ("ｈｄｆｃｏ००१२३४", "The fifth character is the digit 0, not the letter O."),
        (" hdfco001234", "The fifth character is the digit 0, not the letter O."),
        ("U0BA0001234", "The first four characters are letters: type the letter O there, not the digit 0."),
        ("HDFCO00123", "Type the 11 characters of the IFSC, such as SBIN0001234: the fifth is a zero."),
        ("", "Type the 11 characters of the IFSC, such as SBIN0001234: the fifth is a zero."),
    ])
    func `a confused O and 0 are named`(typed: String, advice: String) {
        #expect(BankDetails.ifscAdvice(typed) == advice)
    }

    @Test(arguments: [
        (" Asha Rao ", "Asha Rao"), ("M/s Rao", nil), ("D'Souza-Rao Jr.", "D'Souza-Rao Jr."), ("आशा राव", "आशा राव"),
        ("As", "As"), ("A", nil), ("रवि", "रवि"), ("अमी", "अमी"), ("काव्य", "काव्य"), ("Om", "Om"), ("...", nil), ("", nil),
        ("D’Souza", "D’Souza"), ("Asha\u{a0}Rao", "Asha Rao"), ("\u{200e}Asha\u{200b} Rao\u{feff}", "Asha Rao"),
        ("क्\u{200d}ष", "क्\u{200d}ष"), ("\u{94d}अम", nil), ("- \u{93f}अ", nil), ("．．", nil), ("Ｏｍ", "Om"),
        ("D`Souza", "D’Souza"), ("D‘Souza", "D’Souza"), ("Rao\u{2011}Iyer", "Rao-Iyer"),
        ("Rao\u{2013}Iyer", "Rao-Iyer"),
        ("As\u{200d}ha", "Asha"), ("Asha (Rao)", nil),
        ("Asha Rao 2", nil), ("Asha\nRao", nil), ("Asha\u{202e}Rao", nil),
        ("<b>Asha</b>", nil), (String(repeating: "a", count: 100), String(repeating: "a", count: 100)),
        (String(repeating: "a", count: 101), nil),
    ])
    func `a holder is 2 to 100 letters with their marks, spaces and the marks of names`(typed: String, holder: String?)
    {
        #expect(BankDetails.holder(typed) == holder)
    }
}

struct AccountMaskTests {
    @Test(arguments: [
        "50100234567890", "5010 0234-5678.90", "५०१००२३४५६७८९०", "５０１００２３４５６７８９０",
        "5010\u{200b}0234\u{2013}5678\u{a0}90", "5010(0234)5678\u{2212}90",
    ])
    func `an account number is hidden however it is written`(number: String) {
        #expect(AccountMask(number: "50100234567890").hide(in: "to \(number), please") == "to ••••7890, please")
    }
}
