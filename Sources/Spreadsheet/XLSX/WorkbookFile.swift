/// A workbook's table of contents.
final class WorkbookFile {
    struct Sheet {
        let name: String
        let isVisible: Bool
        let part: String
    }

    let archive: ZipArchive
    /// The worksheets in the workbook's order; chart and dialog sheets are not among them.
    let sheets: [Sheet]
    let sharedStrings: String?
    let styles: String?

    init(_ archive: ZipArchive) throws(SpreadsheetError) {
        let package = try Relationships.read(of: "", in: archive)
        guard let workbook = package.first(where: { $0.isOf("/officeDocument") })?.target,
            // A binary workbook (.xlsb) is a zip archive as well.
            !workbook.hasSuffix(".bin"), let part = try archive.part(workbook)
        else { throw .notAWorkbook }
        let relationships = try Relationships.read(of: workbook, in: archive)
        let contents = SheetListHandler()
        try XMLStream(part, contents).run()
        self.archive = archive
        sharedStrings = relationships.first { $0.isOf("/sharedStrings") }?.target
        styles = relationships.first { $0.isOf("/styles") }?.target
        sheets = contents.entries.compactMap { entry in
            let sheet = relationships.first { $0.id == entry.relationship && $0.isOf("/worksheet") }
            return sheet.map { Sheet(name: entry.name, isVisible: entry.isVisible, part: $0.target) }
        }
        guard sheets.contains(where: \.isVisible) else { throw .noSheet }
    }

    /// The sheet of this name, as Excel compares them: case does not count. Without a name the first that can be seen.
    func sheet(named name: String?) throws(SpreadsheetError) -> Sheet {
        guard let name else {
            guard let sheet = sheets.first(where: \.isVisible) else { throw .noSheet }
            return sheet
        }
        if let sheet = sheets.first(where: { $0.name.lowercased() == name.lowercased() }) { return sheet }
        throw .noSuchSheet(name, sheets: sheets.filter(\.isVisible).map(\.name))
    }

    func part(_ name: String) throws(SpreadsheetError) -> ZipPart {
        guard let part = try archive.part(name) else { throw .broken("\(name) is not there") }
        return part
    }
}

private final class SheetListHandler: XMLHandler {
    struct Entry {
        let name: String
        let isVisible: Bool
        let relationship: String
    }

    private(set) var entries: [Entry] = []
    let root: StaticString = "workbook"

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        guard "sheet" ~= name, let title = attributes.text("name"), let relationship = attributes.relationship else {
            return
        }
        // `hidden` can be shown again by hand, `veryHidden` only by a program.
        let isVisible = attributes.text("state").map { $0 == "visible" } ?? true
        entries.append(Entry(name: title, isVisible: isVisible, relationship: relationship))
    }

    func end(_ name: XMLName) -> XMLStep {
        if case "sheets" = name { .finish } else { .goOn }
    }
}
