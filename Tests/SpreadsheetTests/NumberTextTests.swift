import Testing

@testable import Spreadsheet

@Suite struct NumberTextTests {
    @Test(arguments: [
        ("100234", "100234"), ("100234.0", "100234"), ("1.00234E5", "100234"), ("1.00234e+05", "100234"),
        ("1E+020", "100000000000000000000"), ("0.30000000000000004", "0.3"), ("19.989999999999998", "19.99"),
        ("0.1", "0.1"), ("1299.50", "1299.5"), ("-0", "0"), ("0", "0"), ("0.000", "0"), ("-12.50", "-12.5"),
        ("1E-7", "0.0000001"), (".5", "0.5"), ("5.", "5"), ("+7", "7"), ("007", "7"),
        ("999999999999999.9", "1000000000000000"),
        ("9.9999999999999999", "10"), ("12345678901234567", "12345678901234567"),
        ("1.2345678901234568E+16", "12345678901234600"), ("8901234567890", "8901234567890"),
    ])
    func `a number is its plain digits`(written: String, read: String) {
        #expect(NumberText.plain(written) == read)
    }

    @Test(arguments: ["", "-", ".", "e5", "1e", "1e999", "1e--5", "12a", "NaN", "INF", "0x10", "1,5", "1 2", "--1"])
    func `what is no number stays text`(written: String) {
        #expect(NumberText.plain(written) == nil)
    }

    @Test func `every double that Excel can show comes back as it was typed`() {
        for _ in 0..<20_000 {
            // What is typed: up to 15 digits with two decimals. What is stored: 17 digits of the nearest double.
            let paise = Int.random(in: 0..<1_000_000_000_000), typed = Double(paise) / 100
            let whole = paise / 100, cents = paise % 100
            let fraction = cents == 0 ? "" : cents % 10 == 0 ? ".\(cents / 10)" : (cents < 10 ? ".0" : ".") + "\(cents)"
            #expect(NumberText.plain("\(typed)") == "\(whole)\(fraction)")
        }
    }
}
