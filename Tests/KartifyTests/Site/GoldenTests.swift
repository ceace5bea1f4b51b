import FoundationEssentials
import TestSupport
import Testing
import Web

@testable import Kartify

/// Every page as the tour shows it, beside the HTML that it had before: a change of code that is none of pages changes no file.
///
/// `UPDATE_GOLDEN=1 swift test --filter GoldenTests` writes the files anew.
struct GoldenTests {
    private static let folder = TestShop.root + "/Tests/KartifyTests/Golden"
    private static let isUpdate = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil

    @Test func `every page has the HTML of its golden file`() throws {
        let pages = try goldenPages()
        for (file, html) in pages.sorted(by: { $0.key < $1.key }) {
            let path = "\(Self.folder)/\(file)"
            if Self.isUpdate { try write(html, to: path) }
            let golden = try? String(contentsOfFile: path, encoding: .utf8)
            #expect(golden == html, "\(file) differs: if that is meant, run with UPDATE_GOLDEN=1 and look at git diff")
        }
        let kept = try FileManager.default.subpathsOfDirectory(atPath: Self.folder).filter { $0.hasSuffix(".html") }
        #expect(Set(kept).subtracting(pages.keys) == [], "golden files of pages that are gone")
    }

    @Test func `no page says “1 orders”`() throws {
        let files = try FileManager.default.subpathsOfDirectory(atPath: Self.folder).filter { $0.hasSuffix(".html") }
        #expect(files.count > 40)
        for file in files {
            let text = try String(contentsOfFile: "\(Self.folder)/\(file)", encoding: .utf8)
                .replacing(#/<[^>]*>/#, with: "|")
            for match in text.matches(of: #/(?:^|[^\w.,:-])1 ((?:[a-z]+ )?[A-Za-z]+s)\b/#) {
                let isSingular = match.output.1.contains(#/\b(is|was|has|its|this|less|address)$/#)
                #expect(isSingular, "\(file): \(match.output.0)")
            }
        }
    }

    @Test func `every form that posts has its token`() throws {
        let files = try FileManager.default.subpathsOfDirectory(atPath: Self.folder).filter { $0.hasSuffix(".html") }
        var forms = 0
        for file in files where !file.hasPrefix("sandbox/") {
            let text = try String(contentsOfFile: "\(Self.folder)/\(file)", encoding: .utf8)
            for form in text.split(separator: "<form").dropFirst() where form.contains("method=\"post\"") {
                let fields = form.split(separator: "</form>")[0]
                #expect(fields.contains("name=\"csrf\""), "\(file): \(fields)")
                forms += 1
            }
        }
        #expect(forms > 100)
    }

    /// By template file: the different pages that the tour got out of it.
    private func goldenPages() throws -> [String: String] {
        let seen = SeenPages()
        let shop = try TestShop(templates: TestShop.loadTemplates { seen.add($0, $1) })
        try Tour(shop).walk()
        let templates = try TestShop.loadTemplates()
        var pages: [String: [String]] = [:]
        for (content, frame) in seen.all {
            let html = steady(String(decoding: try templates.render(content, in: frame), as: UTF8.self))
            let file = type(of: content).template
            if pages[file]?.contains(html) != true { pages[file, default: []].append(html) }
        }
        return pages.mapValues { ([$0[0]] + $0.dropFirst().map(withoutHead)).joined(separator: "<!-- again -->\n") }
    }

    /// The frame stands once in a file.
    private func withoutHead(_ html: String) -> String {
        html.firstRange(of: "<main").map { String(html[$0.lowerBound...]) } ?? html
    }

    /// Without what is random, or as long as it takes. An object of JSON has its names in any order.
    private func steady(_ html: String) -> String {
        html.replacing(#/name="csrf" value="[^"]*"/#, with: "name=\"csrf\" value=\"CSRF\"")
            .replacing(#/(<pre[^>]*>)\{[^<]*/#) { "\($0.output.1)JSON" }
            .replacing(#/\d+ ms/#, with: "N ms")
            .replacing(#/[\w-]{22}(?=(-320)?\.webp)/#, with: "NAME")
            .replacing(#/(addresses(?:\?change=|\/))\d+/#) { "\($0.output.1)ID" }
            .replacing(#/token=[\w.-]+/#, with: "token=TOKEN")
            .replacing(#/\?q=[\w-]+">[\w-]+<\/a><\/p>/#, with: "?q=ID\">ID</a></p>")
            .replacing(#/127\.0\.0\.1:\d+/#, with: "127.0.0.1:PORT")
            .replacing(#/name="kept_form" value="[^"]*"/#, with: "name=\"kept_form\" value=\"ID\"")
            .replacing(#/name="shown-(password|auth_token|webhook_secret)" value="[^"]+"/#) {
                "name=\"shown-\($0.output.1)\" value=\"HASH\""
            }
            .replacing(#/name="(sealed_setup|sealed_upi|ticket|sealed_form|token)" value="[^"]*"/#) {
                "name=\"\($0.output.1)\" value=\"SEALED\""
            }
            .replacing(#/<path d="M[^"]*"/#, with: "<path d=\"SQUARES\"")
            .replacing(#/(into the app: |<li>|fs-5">)(<code[^>]*>)?[\w -]{10,}<\/code>/#) {
                "\($0.output.1)\($0.output.2 ?? "")RANDOM</code>"
            }
            .replacing(#/imports/[\w-]{22,}/#, with: "imports/TOKEN")
            .replacing(#/(?:One thing|\d+ things) needs? somebody/#, with: "SUMMARY")
            // The rows of the health page that describe the machine and its disk.
            .replacing(
                #/<tr><td><span class="badge[^>]*>[^<]*</span></td><th scope="row">(?:Database|Log of writes|Key file|Disk|Backup|Clock|Versions)</th>.*</tr>\s*/#,
                with: "")
    }

    private func write(_ text: String, to path: String) throws {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: "/" + folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path))
    }
}
