import FoundationEssentials
import TestSupport
import Testing
import Web

struct TemplateTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `a value is escaped for the place it stands in`() throws {
        let html = try render(
            #"<p>{{text}}</p><a href="{{url}}" title="{{text}}">{{number}}</a>"#,
            Sample(text: "<script>alert('1')</script>\" onclick=\"x", url: "javascript:alert(1)"))
        #expect(!html.contains("<script>") && !html.contains("\" onclick"))
        #expect(html.contains("&lt;script&gt;") && html.contains("42"))
        #expect(!html.contains("javascript:"))
    }

    @Test(arguments: [
        "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,<script>", "vbscript:x",
    ])
    func `a javascript address is not made a link`(url: String) throws {
        let html = try render(#"<a href="{{url}}">x</a>"#, Sample(url: url))
        #expect(!html.lowercased().contains("script:") && !html.contains("data:"), "\(html)")
    }

    @Test(arguments: ["/account/orders/KFY-7", "https://track.example/1?a=b"])
    func `an ordinary address stays what it is`(url: String) throws {
        #expect(try render(#"<a href="{{url}}">x</a>"#, Sample(url: url)).contains("href=\"\(url)\""))
    }

    @Test func `texts of every script and no text at all are shown`() throws {
        #expect(try render("<p>{{text}}</p>", Sample(text: "नमस्ते 🙂 ₹1,29,900.00")).contains("नमस्ते 🙂 ₹1,29,900.00"))
        #expect(try render("<p>{{text}}</p>", Sample(text: "")).contains("<p></p>"))
    }

    @Test func `true shows a section, and false shows its opposite`() throws {
        let file = "{{#is_on}}on{{/is_on}}{{#no_is_on}}off{{/no_is_on}}"
        #expect(
            try render(file, Sample(isOn: true)).contains("on") && !render(file, Sample(isOn: true)).contains("off"))
        #expect(try render(file, Sample(isOn: false)).contains("off"))
    }

    @Test(arguments: [
        ("name", "name"), ("cartCount", "cart_count"), ("itemID", "item_id"), ("isCOD", "is_cod"), ("line1", "line1"),
        ("httpStatus", "http_status"), ("missingSKUs", "missing_skus"), ("oldURLUntil", "old_url_until"),
        ("showsSKUSlot", "shows_sku_slot"), ("trackingURL", "tracking_url"),
    ])
    func `a property has a name of small letters and underscores in a template`(property: String, name: String) {
        #expect(templateName(property) == name)
    }

    @Test func `a list repeats its section, and an empty one says so`() throws {
        let file = "{{#has_rows}}table {{/has_rows}}{{#rows}}[{{name}}]{{/rows}}{{#no_rows}}none{{/no_rows}}"
        let two = try render(file, Sample(rows: [.init(name: "a"), .init(name: "<b>")]))
        #expect(two.contains("table [a][&lt;b&gt;]") && !two.contains("none"))
        let none = try render(file, Sample(rows: []))
        #expect(none.contains("none") && !none.contains("table") && !none.contains("["))
    }

    @Test func `an optional is there or it is not`() throws {
        let file = "{{#has_note}}note {{note}}{{/has_note}}{{#no_note}}no note{{/no_note}}"
        #expect(try render(file, Sample(note: "hi")).contains("note hi"))
        #expect(try !render(file, Sample(note: "hi")).contains("no note"))
        #expect(try render(file, Sample(note: nil)).contains("no note"))
    }

    @Test func `a struct inside a page fills its section once`() throws {
        let file = "{{#only}}({{name}}){{/only}}{{#no_only}}without{{/no_only}}"
        #expect(try render(file, Sample(only: .init(name: "x"))).contains("(x)"))
        #expect(try render(file, Sample(only: nil)).contains("without"))
    }

    @Test func `a page inside a page comes with its own file, and the frame's values are seen there too`() throws {
        try write("sample.html", "[{{>part}}]")
        try write("part.html", "{{label}} of {{title}}{{#is_signed_in}} for {{person}}{{/is_signed_in}}")
        try write("frame.html", "{{>content}}")
        let templates = try Templates(folder: folder.path, files: ["frame.html", "sample.html", "part.html"])
        let html = try templates.render(Sample(part: Part(label: "<i>")), in: Frame(title: "A & B"))
        #expect(String(decoding: html, as: UTF8.self).contains("[&lt;i&gt; of A &amp; B for Asha"))
    }

    @Test func `a missing file is found at the start`() throws {
        try write("frame.html", "x")
        #expect(throws: TemplateError.self) {
            try Templates(folder: folder.path, files: ["frame.html", "missing.html"])
        }
    }

    @Test func `a file that is wrong is found at the start`() throws {
        try write("frame.html", "{{#open}}never closed")
        #expect(throws: TemplateError.self) { try Templates(folder: folder.path, files: ["frame.html"]) }
    }

    @Test func `a page whose file was not loaded is a fault, not an empty page`() throws {
        try write("frame.html", "x")
        let templates = try Templates(folder: folder.path, files: ["frame.html"])
        #expect(throws: TemplateError.self) { try templates.render(Sample(), in: Unloaded()) }
    }

    private func render(_ content: String, _ sample: Sample) throws -> String {
        try write("sample.html", content)
        try write("frame.html", "<h1>{{title}}</h1>{{>content}}")
        let templates = try Templates(folder: folder.path, files: ["frame.html", "sample.html"])
        return String(decoding: try templates.render(sample, in: Frame()), as: UTF8.self)
    }

    private func write(_ name: String, _ content: String) throws {
        let file = "{{%AUTOESCAPE context=\"HTML\"}}\n\(content)\n"
        try file.write(toFile: folder.file(name), atomically: true, encoding: .utf8)
    }
}

private struct Frame: Page {
    static let template = "frame.html"
    var title = "Shop"
    var isSignedIn = true
    var person = "Asha"
}

private struct Unloaded: Page {
    static let template = "unloaded.html"
}

private struct Part: Page {
    static let template = "part.html"
    var label = "part"
}

private struct Sample: Page {
    struct Row: Encodable {
        var name: String
    }

    static let template = "sample.html"
    var text = "text"
    var url = "/"
    var number = 42
    var isOn = true
    var rows: [Row] = []
    var note: String?
    var only: Row?
    var part: Part?
}
