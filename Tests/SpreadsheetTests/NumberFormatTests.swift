import Spreadsheet
import TestSupport
import Testing

/// A number as a person sees it in the cell, or the word that nobody can be sure.
struct NumberFormatTests {
    @Test(arguments: [
        ("00000", "123", "00123"), ("00000", "1234567", "1234567"), ("0", "7", "7"), ("0.00", "7.5", "7.50"),
        ("\"SKU-\"000", "7", "SKU-007"), ("\\K000-000", "1234", "K001-234"), ("0%", "0.25", "25%"),
        ("00;-00;\"none\"", "0", "none"), ("00;-00", "-5", "-05"), ("[Red]000", "5", "005"),
        ("[$₹-4009] 0.00", "12", "₹ 12.00"), ("General", "123", "123"),
    ])
    func `a number is what its format shows`(code: String, digits: String, shown: String) {
        let cell = SheetCell.formatted(digits, NumberFormat(code))
        #expect(cell.text == shown && cell.isSeenForSure)
    }

    @Test(arguments: [
        ("#,##0", "1234567"), ("# ?/?", "0.5"), ("0.00E+00", "123456"), ("* 0", "5"), ("[>100]0", "500"),
        ("0.0", "1.25"), ("0,", "5000"),
    ])
    func `a number whose display depends on language or width is not read as text`(code: String, digits: String) {
        let cell = SheetCell.formatted(digits, NumberFormat(code))
        #expect(!cell.isSeenForSure && cell.text == digits)
    }

    @Test func `a million formatted empty rows are passed over`() throws {
        let rows =
            #"<row r="1"><c r="A1" t="str"><v>SKU</v></c></row>"#
            + String(repeating: #"<row s="1"/>"#, count: 1_000_000)
        let folder = try TemporaryFolder()
        let book = try folder.zip("a.xlsx", Workbook(rows: rows).parts)
        var source = try SheetReader(path: book).rows()
        #expect(try source.next()?.cells == [.text("SKU")])
        #expect(try source.next() == nil)
    }
}
