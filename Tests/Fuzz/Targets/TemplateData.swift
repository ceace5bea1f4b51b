import FoundationEssentials
import TestSupport
import Web

/// A value in each place where our templates put one.
private struct AnyPage: Page {
    static let template = "page.html"
    let text: String
}

private struct AnyFrame: Page {
    static let template = "frame.html"
}

private let templates = Result {
    let folder = try TemporaryFolder()
    let start = #"{{%AUTOESCAPE context="HTML"}}"#
    try Data("\(start)<main>{{>content}}</main>".utf8).write(to: URL(filePath: folder.file("frame.html")))
    try Data(
        #"\#(start)<p title="{{text}}" id='{{text}}'>{{text}}</p><a href="{{text}}">x</a><img src="/images/{{text}}">"#
            .utf8
    ).write(to: URL(filePath: folder.file("page.html")))
    return (try Templates(folder: folder.path, files: ["frame.html", "page.html"]), folder)
}

/// Whatever a value holds, a page has the tags and quotes that its template has, and no link that runs a script.
func takeTemplate(_ bytes: [UInt8]) {
    do {
        let (templates, _) = try templates.get()
        let page = try templates.render(AnyPage(text: String(decoding: bytes, as: UTF8.self)), in: AnyFrame())
        let plain = try templates.render(AnyPage(text: "a"), in: AnyFrame())
        for mark in #"<>"'"#.utf8 {
            precondition(page.count { $0 == mark } == plain.count { $0 == mark }, "a value writes HTML")
        }
        let link = String(decoding: page, as: UTF8.self).firstRange(of: #"href=""#).map { $0.upperBound }
        if let link {
            let scheme = String(decoding: page, as: UTF8.self)[link...].lowercased().filter { !$0.isWhitespace }
            precondition(!scheme.hasPrefix("javascript:"), "a link runs a script")
        }
    } catch {
        preconditionFailure("\(error)")
    }
}
