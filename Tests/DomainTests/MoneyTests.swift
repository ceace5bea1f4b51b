import Domain
import TestSupport
import Testing

struct MoneyTests {
    @Test(arguments: [
        (0, "₹0.00"), (5, "₹0.05"), (100, "₹1.00"), (99_999, "₹999.99"), (100_000, "₹1,000.00"),
        (12_990_000, "₹1,29,900.00"), (1_234_567_890, "₹1,23,45,678.90"), (-50_050, "-₹500.50"),
    ])
    func `an amount is grouped as in India`(paise: Int, text: String) {
        #expect(Money(paise: paise).text == text)
    }

    @Test(arguments: [
        ("1299", 129_900), ("1,299.5", 129_950), ("-50.00", -5000), ("₹1,29,900.00", 12_990_000), (" 7 ", 700),
        ("0.05", 5), ("999999999.99", 99_999_999_999), ("1299,50", 129_950), ("1299,5", 129_950), ("0,5", 50),
        ("1,299", 129_900), ("1,299,000", 129_900_000), ("12,99,000.5", 129_900_050), ("-1,299.50", -129_950),
        ("1,29", 129), ("₹ 1 299,50", 129_950),
    ])
    func `an amount is read as people type it`(text: String, paise: Int) {
        #expect(Money(text: text) == Money(paise: paise))
    }

    @Test(arguments: [
        ("१,२९९.५०", 129_950), ("１２９９", 129_900), ("\u{200e}₹\u{a0}1,299\u{200b}", 129_900), (" 1299\n", 129_900),
    ])
    func `an amount is read in the digits of any script, without invisible marks`(text: String, paise: Int) {
        #expect(Money(typed: text)?.paise == paise)
    }

    @Test(arguments: [
        "", "-", ".", ".5", "5.", "1.234", "1.2.3", "--1", "1e3", "+1", "abc", "１２", "1234567890", "1\n",
        ",", ",5", "5,", "1.299,50", "1,299,50", "1299,500", "1,29,9", "0,299", "1,,299", "12,34,5678", "1234,567",
        "1,2.50", "1,299.500", "1299,5-", "1,22,333,444",
    ])
    func `what is not an amount is refused`(text: String) {
        #expect(Money(text: text) == nil)
    }

    @Test func `a form field gives back the amount it was given`() {
        var random = Seeded(1)
        for _ in 0..<2000 {
            let money = Money(paise: Int.random(in: -99_999_999_999...99_999_999_999, using: &random))
            #expect(Money(text: money.plainText) == money)
            #expect(Money(text: money.text) == money)
        }
    }

    @Test func `amounts add up in paise`() {
        #expect(Money(paise: 10) + Money(paise: 25) - Money(paise: 40) == Money(paise: -5))
        #expect(Money(paise: 33) * 3 == Money(paise: 99))
        #expect(Money(paise: -1) < .zero)
    }
}
