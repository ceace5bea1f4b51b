import Testing

struct LogExportTests {
    @Test func `the export holds what the filter lets through, masked and as text`() throws {
        let shop = try TestShop()
        let number = try shop.visitor().order()
        try shop.push()
        let answer = try shop.staff().get("/admin/tools/logs/export?kind=order")
        #expect(answer.status == 200 && answer.header("Content-Disposition")?.contains("calls.csv") == true)
        #expect(answer.text.contains(number) && answer.text.contains("\"\"orderId\"\""))
        #expect(!answer.text.contains("serviceability"))
    }
}
