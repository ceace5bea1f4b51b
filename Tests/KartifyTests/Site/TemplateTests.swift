import Domain
import FoundationEssentials
import Synchronization
import TestSupport
import Testing
import Web

@testable import Kartify

/// ctemplate prints nothing for a name it does not know, and says nothing: so the names of every file are compared with those of
/// the pages that fill it, as they come when people and Arvind walk through the whole site.
struct TemplateTests {
    @Test func `every name in every template is given by its page or its frames`() throws {
        let seen = SeenPages()
        let shop = try TestShop(templates: TestShop.loadTemplates { seen.add($0, $1) })
        try Tour(shop).walk()
        let (pages, frames) = try seen.names()
        let files = try TestShop.templateFiles.get().filter { $0.hasSuffix(".html") }
        let partials = files.filter { $0.hasPrefix("partials/") }
        #expect(Set(files).subtracting(pages.keys).subtracting(partials) == [], "files that no page of the tour uses")
        for file in files.sorted() {
            guard let names = pages[file] else { continue }
            let unknown = try TemplateNames(of: file).unknown(in: names, frames: frames[file] ?? names.plain)
            #expect(unknown == [], "\(file)")
        }
    }

    @Test func `every template says how it is to be escaped, and closes what it opens`() throws {
        for file in try FileManager.default.subpathsOfDirectory(atPath: TestShop.root + "/templates") {
            guard file.hasSuffix(".html") else { continue }
            let text = try String(contentsOfFile: "\(TestShop.root)/templates/\(file)", encoding: .utf8)
            #expect(text.hasPrefix(#"{{%AUTOESCAPE context="HTML"}}"#), "\(file)")
            #expect(!text.contains(":none") && !text.contains(":safe"), "\(file)")
            #expect(try TemplateNames(of: file).isBalanced, "\(file)")
        }
    }

    @Test func `a page whose template is missing is an error page with the request's id, the fault in the log`() throws
    {
        let shop = try TestShop(templates: TestShop.loadTemplates(without: ["store/catalog/home.html"]))
        let page = shop.visitor().get("/")
        #expect(page.status == 500 && page.heading == "Something went wrong on our side")
        #expect(page.words.contains("Request number: \(try #require(page.header("X-Request-Id")))"))
        #expect(!page.text.contains("home.html") && shop.log.contains("cannotExpand"))
    }

    @Test func `when even the error page cannot be made, a line of text says the least that helps`() throws {
        let shop = try TestShop(templates: TestShop.loadTemplates(without: ["frames/plain.html"]))
        let answer = shop.send("GET", "/nothing", to: "unknown.example")
        #expect(answer.status == 500 && answer.header("Content-Type") == "text/plain; charset=utf-8")
        #expect(answer.text.contains(try #require(answer.header("X-Request-Id"))))
        #expect(shop.log.contains("cannotExpand"))
    }
}

/// The pages that were rendered.
final class SeenPages: Sendable {
    private let list = Mutex<[(content: any Page, frame: any Page)]>([])

    var all: [(content: any Page, frame: any Page)] { list.withLock { $0 } }

    func add(_ content: any Page, _ frame: any Page) {
        list.withLock { $0.append((content, frame)) }
    }

    /// By file: what its pages give, and what all frames that it stood in give.
    func names() throws -> (pages: [String: Names], frames: [String: Set<String>]) {
        var pages: [String: Names] = [:]
        var frames: [String: Set<String>] = [:]
        func gather(_ page: any Page, in outer: Set<String>?) throws {
            let file = type(of: page).template
            let names = pages[file] ?? Names()
            pages[file] = names
            try names.gather(page)
            if let outer { frames[file] = frames[file]?.intersection(outer) ?? outer }
        }
        for (content, frame) in all {
            let frameNames = Names()
            try frameNames.gather(frame)
            try gather(frame, in: nil)
            try gather(content, in: frameNames.plain)
        }
        // An included file is a file too. It sees the values of the frames around the page that includes it.
        for (file, names) in pages {
            for (included, part) in names.allIncludes where !part.plain.isEmpty {
                let outer = frames[file] ?? []
                pages[included] = pages[included]?.merged(with: part) ?? part
                frames[included] = frames[included]?.intersection(outer) ?? outer
            }
        }
        return (pages, frames)
    }
}
