import Domain
import TestSupport
import Testing

@testable import Kartify

/// The return form: what may be typed, what is said beside each field, and what stays in it.
struct ReturnFormTests {
    private let shop: TestShop
    private let asha: Browser
    private let number: String

    init() throws {
        shop = try TestShop()
        asha = try shop.asha
        number = try shop.sold(to: asha, .delivered)
    }

    private func expectNothingSent() throws {
        #expect(shop.ai.received("/orders/\(number)/returns").isEmpty)
        #expect(try shop.rows("return_request") == 0 && shop.units(number, in: .delivered) == 2)
        try shop.expectNowhere(ashasAccount)
    }

    /// Each field with something wrong in it, and its message.
    @Test(arguments: [
        ("holder", "", "Type the name as the bank has it: 2 to 100 letters."),
        ("holder", "R2-D2", "Type the name as the bank has it: 2 to 100 letters."),
        ("account", "", "Type the 9 to 18 digits of the account number."),
        ("account", "12345678", "Type the 9 to 18 digits of the account number."),
        ("account", "1234567890123456789", "Type the 9 to 18 digits of the account number."),
        ("account", "50100O34567890", "Type the 9 to 18 digits of the account number."),
        ("account_again", "50100234567891", "The two account numbers are not the same. Type both again."),
        ("account_again", "", "The two account numbers are not the same. Type both again."),
        ("ifsc", "HDFCO001234", "The fifth character is the digit 0, not the letter O."),
        ("ifsc", "HDFC1001234", "Type the 11 characters of the IFSC, such as SBIN0001234: the fifth is a zero."),
        ("ifsc", "", "Type the 11 characters of the IFSC, such as SBIN0001234: the fifth is a zero."),
        ("bank", "H", "Type the name of the bank."),
        ("bank", String(repeating: "h", count: 101), "Type the name of the bank."), ("branch", " ", "Type the branch."),
    ])
    func `a wrong bank field is marked, and everything typed stays but the account number`(
        field: String, typed: String, message: String
    ) throws {
        let page = try asha.requestReturn(number, [1: "1"], [field: typed])
        #expect(page.status == 422)
        #expect(page.alert == "Please check the marked fields. Nothing was sent yet. \(message)")
        for (name, value) in ashasBank {
            let kept = name.hasPrefix("account") ? "" : name == field ? typed : value
            #expect(page.value(of: name) == kept, "\(name)")
            #expect(page.error(of: name) == (name == field ? message : nil), "\(name)")
        }
        #expect(!page.text.contains(ashasAccount) && !page.text.contains("50100"))
        #expect(page.text.contains(">Too tight</textarea>"))
        #expect(page.text.contains(#"<option value="DOES_NOT_FIT" selected>"#))
        try expectNothingSent()
    }

    @Test(arguments: [false, true])
    func `bank details are taken as people write them, from the customer and from staff`(isStaff: Bool) throws {
        _ = try (isStaff ? shop.staff() : asha).requestReturn(
            number, [1: "1"],
            [
                "holder": "\u{200e}D‘Souza\u{a0}Rao\u{2011}Iyer", "account": "(50100)\u{a0}234.567-890",
                "account_again": "५०१००２３４५６７８９०\u{200b}", "ifsc": "ｈｄｆｃ-０００.१२३४",
            ], at: isStaff ? "/admin/orders" : "/account/orders")
        let sent = try #require(shop.ai.received("/orders/\(number)/returns").first).body
        for part in ["D’Souza Rao-Iyer", "\"\(ashasAccount)\"", "\"HDFC0001234\""] {
            #expect(sent.contains(part), "\(part)")
        }
    }

    @Test func `everything that is wrong is said at once`() throws {
        let page = try asha.requestReturn(
            number, [:],
            ["holder": "", "account": "1", "account_again": "2", "ifsc": "", "bank": "", "branch": "", "reason": ""])
        for field in ["holder", "account", "ifsc", "bank", "branch"] {
            #expect(page.error(of: field) != nil, "\(field)")
        }
        #expect(page.words.contains("Choose a reason.") && page.words.contains("Type how many of which item"))
        try expectNothingSent()
    }

    @Test(arguments: [
        ("0", "Type how many of which item you want to return."),
        ("", "Type how many of which item you want to return."),
        ("x", "Type how many as a number."), ("-1", "Type how many as a number."),
        ("1.5", "Type how many as a number."),
        ("99999999999999999999", "Type how many as a number."), ("3", "You can return up to 2."),
        ("9223372036854775807", "You can return up to 2."),
    ])
    func `a quantity is a number within what was delivered`(typed: String, message: String) throws {
        let page = try asha.requestReturn(number, [1: typed])
        #expect(page.status == 422 && page.words.contains(message), "\(page.words)")
        try expectNothingSent()
    }

    @Test func `a reason is one of the list; another reason needs words; words have an end`() throws {
        for reason in ["", "NONSENSE", "damaged"] {
            #expect(try asha.requestReturn(number, [1: "1"], ["reason": reason]).words.contains("Choose a reason."))
        }
        let other = try asha.requestReturn(number, [1: "1"], ["reason": "OTHER", "comment": " "])
        #expect(other.words.contains("Tell us the reason in your own words."))
        let long = try asha.requestReturn(number, [1: "1"], ["comment": String(repeating: "a", count: 501)])
        #expect(long.words.contains("Keep this under 500 characters."))
        try expectNothingSent()
    }

    @Test func `what was typed comes back as text, not as tags`() throws {
        let page = try asha.requestReturn(
            number, [1: "1"], ["comment": "</textarea><script>x</script>", "holder": "\"><script>", "bank": "\"'><b>"])
        #expect(page.status == 422 && !page.text.contains("<script>x") && !page.text.contains("\"><script>"))
        #expect(page.value(of: "bank") == "\"'><b>")
    }

    @Test func `an account number with spaces and an IFSC in small letters go out as the bank writes them`() throws {
        shop.ai.answers("/orders/\(number)/returns", .answer(200, #"{"status":"SUCCESS"}"#))
        let answer = try asha.requestReturn(
            number, [1: "1"], ["account": "5010 0234 5678 90", "ifsc": " hdfc0001234 ", "holder": "  Asha Rao "])
        #expect(answer.status == 303)
        let body = try #require(shop.ai.received("/orders/\(number)/returns").first).body
        #expect(body.contains(#""accountHolder":"Asha Rao","accountNumber":"50100234567890""#))
        #expect(body.contains(#""ifsc":"HDFC0001234""#))
        try shop.expectNowhere(ashasAccount)
    }

    @Test func `a prepaid return asks for no bank, and one that is sent along goes nowhere`() throws {
        let prepaid = try shop.sold(to: asha, size: "S", payment: .prepaid, .delivered)
        let form = asha.get("/account/orders/\(prepaid)/return")
        #expect(form.hasButton("Submit return") && !form.words.contains("Account number"))
        shop.ai.answers("/orders/\(prepaid)/returns", .answer(200, #"{"status":"SUCCESS"}"#))
        #expect(try asha.requestReturn(prepaid, [1: "1"], ashasBank).status == 303)
        #expect(shop.ai.received("/orders/\(prepaid)/returns").first?.body.contains("refund") == false)
        #expect(try shop.returns(prepaid).first?.hasBankDetails == false)
        try shop.expectNowhere(ashasAccount)
    }

    @Test func `several lines are returned at once, each with its own units`() throws {
        try asha.addToCart(nil, quantity: 2)
        let two = try shop.sold(to: asha, size: "S", quantity: 3, .delivered)
        try shop.move(two, line: 2, to: .delivered)
        shop.ai.answers("/orders/\(two)/returns", .answer(200, #"{"status":"SUCCESS"}"#))
        let mixed = try asha.requestReturn(two, [1: "1", 2: "4"])
        #expect(mixed.status == 422 && mixed.words.contains("You can return up to 3."))
        #expect(try asha.requestReturn(two, [1: "1", 2: "2"]).status == 303)
        #expect(try shop.units(two, in: .returnRequested) == 1 && shop.units(two, in: .delivered) == 1)
        #expect(try shop.units(two, line: 2, in: .returnRequested) == 2)
        let body = try #require(shop.ai.received("/orders/\(two)/returns").first).body
        #expect(
            body.contains(#""orderItemId":"\#(two)-1","quantity":1"#) && body.contains(#""\#(two)-2","quantity":2"#))
    }
}
