import FoundationEssentials
import Testing

@testable import Kartify

/// What each page of staff says of itself, and the chapters behind it.
struct HelpTests {
    /// These ask one question, or go to a printer, and say so themselves.
    private static let selfEvident: Set = [
        "admin/orders/picking_list.html", "admin/orders/slips.html", "admin/products/deletion.html",
        "admin/help/help.html", "admin/session/code.html", "admin/session/new_password.html",
        "admin/session/proof.html", "admin/session/sign_in.html",
        "admin/users/one_time_password.html", "admin/users/removal.html",
    ]

    @Test func `every page of staff says what it is for below its title`() throws {
        let folder = TestShop.root + "/templates/"
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder + "admin").map { "admin/" + $0 }
        var pages = 0
        for file in files where file.hasSuffix(".html") && !Self.selfEvident.contains(file) {
            let text = String(decoding: FileManager.default.contents(atPath: folder + file) ?? Data(), as: UTF8.self)
            guard text.contains("<h1") else { continue }
            pages += 1
            #expect(text.contains("</h1>\n{{>purpose}}") || text.contains("</div>\n{{>purpose}}"), "\(file)")
            #expect(Purpose.of(file, "Arvind") != nil, "\(file) has no line in Purpose.swift.")
        }
        #expect(pages > 30)
    }

    @Test func `a page's line leads to its chapter, and names the website's own OMS`() throws {
        let staff = try TestShop().staff()
        let page = staff.get("/admin/tools/logs").text
        #expect(page.contains("Every call between this website and Arvind"))
        #expect(page.contains("<a href=\"/admin/help#logs\">"))
    }

    @Test func `the help has a chapter for each, which leads to its pages`() throws {
        let staff = try TestShop().staff()
        let help = staff.get("/admin/help").text
        for chapter in HelpChapter.allCases {
            #expect(
                help.contains("id=\"\(chapter.rawValue)\"") && help.contains("href=\"\(chapter.path)\""), "\(chapter)")
            #expect(staff.get(chapter.path).status == 200, "\(chapter)")
            #expect(!chapter.paragraphs("Arvind").isEmpty)
        }
    }
}
