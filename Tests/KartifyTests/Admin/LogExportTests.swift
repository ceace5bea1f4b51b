import Domain
import FoundationEssentials
import Storage
import TestSupport
import Testing

@testable import Kartify

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

    @Test func `the export continues behind thousands of calls that do not match`() throws {
        let shop = try TestShop()
        let brand = shop.brand.id
        _ = try shop.database.write { store in
            try store.execute(
                """
                WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 25000)
                INSERT INTO exchange (website_id, at, kind, target, outcome, http_status, milliseconds, request, response)
                SELECT \(brand), \(noon), 'order', '/x', CASE WHEN i <= 8 THEN 'refused' ELSE 'accepted' END, 200, 1,
                    'call-' || i, '{}' FROM n
                """)
        }
        let answer = try shop.staff().get("/admin/tools/logs/export?outcome=refused&http_status=200")
        #expect(answer.status == 200)
        for call in 1...8 { #expect(answer.text.contains("call-\(call)\"") || answer.text.contains("call-\(call),")) }
        #expect(!answer.text.contains("call-9,"))
        let all = try shop.staff().get("/admin/tools/logs/export")
        #expect(all.text.split(whereSeparator: \.isNewline).count == 5001)
    }

    @Test func `an export ends at 32 MB and says so, leaves no file behind, and is made one at a time`() throws {
        let shop = try TestShop()
        let brand = shop.brand.id
        let body = String(repeating: "x", count: 1 << 20)
        _ = try shop.database.write { store in
            try store.execute(
                """
                WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 40)
                INSERT INTO exchange (website_id, at, kind, target, outcome, http_status, milliseconds, request, response)
                SELECT \(brand), \(noon), 'order', '/x', 'accepted', 200, 1, \(body), '' FROM n
                """)
        }
        let staff = try shop.staff()
        let answer = staff.get("/admin/tools/logs/export")
        let lines = answer.text.split(whereSeparator: \.isNewline)
        #expect(lines.count == 34 && lines.last?.hasPrefix("The file ends here") == true)
        #expect(answer.response.body.isEmpty)
        let left = try FileManager.default.contentsOfDirectory(atPath: shop.folder.file("temporary"))
        #expect(left.isEmpty)
        let second = shop.world.exports.enter("log") { staff.get("/admin/tools/logs/export") }
        #expect(second?.status == 503 && second?.header("Retry-After") == "5")
        #expect(staff.get("/admin/tools/logs/export?from=2026-11-24").status == 200)
    }

    @Test(arguments: ["from=garbage", "until=23.11.2026", "http_status=abc", "http_status=abc&kind=order"])
    func `a filter that cannot be read exports nothing and says so`(query: String) throws {
        let shop = try TestShop()
        _ = try shop.visitor().order()
        try shop.push()
        let answer = try shop.staff().get("/admin/tools/logs/export?\(query)")
        #expect(answer.status == 422 && answer.alert != nil)
        #expect(answer.header("Content-Disposition") == nil && !answer.text.contains("orderId"))
    }
}
