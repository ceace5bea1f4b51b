import Domain
import FoundationEssentials
import Web

/// The words that websites have of their own for their mails: `KFY/shipped.txt` in a folder of the installation, by the prefix of a
/// website's order numbers. They are read once, at the start. What cannot be used is said there and under Health, and the words of
/// `templates/mail` stand in, so that no mail is lost.
struct MailWords: Sendable {
    struct Problem: Sendable {
        let file: String
        let words: String
    }

    let folder: String
    /// What can be used, by its file.
    private let templates: [String: Templates]
    let problems: [Problem]

    private static let largest = 64 << 10

    /// The names of all that a template may ask for, sections included.
    static let names: Set<String> = {
        let values = ["website", "shop", "name", "words"]
        let maybe = [
            "order", "amount", "courier", "awb", "tracking", "request", "reference", "reason", "link", "items",
            "contact",
        ]
        return Set(values + maybe.flatMap { [$0, "has_\($0)", "no_\($0)"] })
            .union(["is_paid_on_delivery", "no_is_paid_on_delivery"])
    }()

    init(folder: String) {
        self.folder = folder
        var templates: [String: Templates] = [:]
        var problems: [Problem] = []
        for file in Self.files(below: folder) {
            if let objection = Self.objection(to: file, in: folder) {
                problems.append(Problem(file: file, words: objection))
            } else if let read = try? Templates(folder: folder, files: [file]) {
                templates[file] = read
            } else {
                problems.append(Problem(file: file, words: "A section is not closed, or closes what was not opened."))
            }
        }
        (self.templates, self.problems) = (templates, problems)
    }

    /// A website's own words; nil where it has none, or none that can be used.
    func template(_ kind: MessageKind, of website: Website) -> (templates: Templates, file: String)? {
        let file = "\(website.orderPrefix)/\(kind.rawValue).txt"
        return templates[file].map { ($0, file) }
    }

    /// Those of a website that are in use.
    func kinds(of website: Website) -> [MessageKind] {
        MessageKind.allCases.filter { template($0, of: website) != nil }
    }

    /// The websites that files are there for, by their prefixes.
    var prefixes: Set<String> {
        Set((templates.keys + problems.map(\.file)).map { String($0.prefix { $0 != "/" }) })
    }

    private static func files(below folder: String) -> [String] {
        ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".txt") }.sorted()
    }

    /// Why a file cannot be used; nil when it can, as far as its text says.
    private static func objection(to file: String, in folder: String) -> String? {
        let parts = file.split(separator: "/")
        guard parts.count == 2, let kind = MessageKind(rawValue: String(parts[1].dropLast(".txt".count))) else {
            let names = MessageKind.allCases.map { "\($0.rawValue).txt" }.joined(separator: ", ")
            return "No mail has this name. The names are PREFIX/ and one of \(names)."
        }
        guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(file)"), bytes.count <= largest else {
            return "It cannot be read, or is larger than 64 KB."
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { return "It is not UTF-8." }
        return objection(to: text, of: kind)
    }

    private static func objection(to text: String, of kind: MessageKind) -> String? {
        if text.prefix(while: { !$0.isNewline }).allSatisfy(\.isWhitespace) {
            return "The first line is the subject, and it is empty."
        }
        let marks = text.split(separator: "{{", omittingEmptySubsequences: false).dropFirst().map { piece in
            piece.firstRange(of: "}}").map { String(piece[..<$0.lowerBound]) }
        }
        var isLinked = false
        for mark in marks {
            guard let mark else { return "A {{ has no }}." }
            let name = String(mark.drop { "#/".contains($0) })
            guard names.contains(name) else {
                return "It asks for {{\(mark.shortened(40))}}, which no mail has."
            }
            isLinked = isLinked || mark == "link"
        }
        return kind.needsLink && !isLinked
            ? "It has no {{link}}, without which nobody can do anything with this mail." : nil
    }
}
