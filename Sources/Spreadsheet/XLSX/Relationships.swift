/// One arrow from a part to another (ECMA-376 part 2).
struct Relationship {
    let id: String
    let type: String
    /// The other part's name in the archive, without a slash in front.
    let target: String

    /// Transitional and strict workbooks have different types, which end in the same word.
    func isOf(_ kind: String) -> Bool {
        type.hasSuffix(kind)
    }
}

enum Relationships {
    /// The arrows that begin at a part, or at the package itself: the name of that is empty.
    static func read(of part: String, in archive: ZipArchive) throws(SpreadsheetError) -> [Relationship] {
        let (folder, file) = split(part)
        guard let list = try archive.part(folder + "_rels/" + file + ".rels") else { return [] }
        let handler = RelationshipsHandler(folder)
        try XMLStream(list, handler).run()
        return handler.found
    }

    /// The folder with its slash, and what follows.
    private static func split(_ part: String) -> (String, String) {
        guard let slash = part.lastIndex(of: "/") else { return ("", part) }
        return (String(part[...slash]), String(part[part.index(after: slash)...]))
    }
}

private final class RelationshipsHandler: XMLHandler {
    private let folder: String
    private(set) var found: [Relationship] = []
    let root: StaticString = "Relationships"

    init(_ folder: String) {
        self.folder = folder
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        // A hyperlink's target is outside the archive.
        guard "Relationship" ~= name, attributes.text("TargetMode") != "External",
            let id = attributes.text("Id"), let type = attributes.text("Type"), let target = attributes.text("Target")
        else { return }
        found.append(Relationship(id: id, type: type, target: resolve(target)))
    }

    func end(_ name: XMLName) -> XMLStep { .goOn }

    /// `worksheets/sheet1.xml` is beside the part, as Excel writes it; `/xl/worksheets/sheet1.xml` is absolute, as openpyxl does.
    private func resolve(_ target: String) -> String {
        let path = target.hasPrefix("/") ? target : folder + target
        let steps = path.split(separator: "/").reduce(into: [Substring]()) { steps, step in
            switch step {
            case ".": break
            case "..": _ = steps.popLast()
            default: steps.append(step)
            }
        }
        return steps.joined(separator: "/")
    }
}
