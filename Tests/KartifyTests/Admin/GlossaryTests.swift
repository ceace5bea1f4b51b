import FoundationEssentials
import Testing

@testable import Kartify

/// The words that have a "?" beside them.
struct GlossaryTests {
    @Test func `every "?" leads to an entry, and every entry has one`() throws {
        let page = try TestShop().staff().get("/admin/glossary").text
        let folder = TestShop.root + "/templates/"
        var asked: Set<String> = ["stuck", "late"]
        for file in try FileManager.default.subpathsOfDirectory(atPath: folder) where file.hasSuffix(".html") {
            let text = String(decoding: FileManager.default.contents(atPath: folder + file) ?? Data(), as: UTF8.self)
            for piece in text.split(separator: "/admin/glossary#").dropFirst() {
                asked.insert(String(piece.prefix { $0 != "\"" }))
            }
        }
        asked.remove("{{term}}")
        #expect(asked == Set(Term.allCases.map(\.rawValue)))
        for term in asked { #expect(page.contains("<dt id=\"\(term)\">")) }
    }

    @Test func `the tabs of stuck orders and late events explain their words`() throws {
        let staff = try TestShop().staff()
        for (path, term) in [("orders", "stuck"), ("tools/inbox", "late")] {
            #expect(staff.get("/admin/\(path)").text.contains("href=\"/admin/glossary#\(term)\""), "\(path)")
        }
    }
}
