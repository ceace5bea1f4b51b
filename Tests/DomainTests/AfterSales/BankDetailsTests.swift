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
        ("1234567890123456789", nil), ("12345678a", nil), ("", nil), ("1234-56789", nil), ("+123456789", nil),
        ("१२३४५६७८९", nil), ("１２３４５６７８９", nil), ("123456789\n", nil),
    ])
    func `an account number is 9 to 18 digits, kept as they are`(typed: String, number: String?) {
        #expect(BankDetails.accountNumber(typed) == number)
    }

    @Test(arguments: [
        ("HDFC0001234", "HDFC0001234"), ("hdfc0001234", "HDFC0001234"), (" sbin0ABC123 ", "SBIN0ABC123"),
        ("HDFC1001234", nil), ("HDFCO001234", nil), ("HDF00001234", nil), ("HDFC000123", nil), ("HDFC00012345", nil),
        ("HDFC000123!", nil), ("ＨＤＦＣ0001234", nil), ("straße00001", nil), ("", nil),
    ])
    func `an IFSC is four letters, a zero and six more, in capitals`(typed: String, ifsc: String?) {
        #expect(BankDetails.ifsc(typed) == ifsc)
    }

    @Test(arguments: [
        (" Asha Rao ", "Asha Rao"), ("M/s Rao", nil), ("D'Souza-Rao Jr.", "D'Souza-Rao Jr."), ("आशा राव", "आशा राव"),
        ("As", nil), ("...", nil), ("Asha Rao 2", nil), ("Asha\nRao", nil), ("Asha\u{202e}Rao", nil),
        ("<b>Asha</b>", nil), (String(repeating: "a", count: 100), String(repeating: "a", count: 100)),
        (String(repeating: "a", count: 101), nil),
    ])
    func `a holder is 3 to 100 letters, spaces and the marks of names`(typed: String, holder: String?) {
        #expect(BankDetails.holder(typed) == holder)
    }
}
