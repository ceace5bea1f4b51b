import FoundationEssentials
import Spreadsheet
import TestSupport

private let folder = Result { try TemporaryFolder() }

/// A file that is imported, whatever it is.
func takeSheet(_ bytes: [UInt8]) {
    withFile { path in
        try Data(bytes).write(to: URL(filePath: path))
        try read(path)
    }
}

/// The parts of a workbook behind one another, with a zero between them: sheet, shared strings, styles, workbook.
func takeWorkbook(_ bytes: [UInt8]) {
    guard !bytes.starts(with: "PK".utf8) else { return takeSheet(bytes) }
    let parts = bytes.split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
    let names = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"]
    var files = plainWorkbook
    for (name, part) in zip(names, parts) where !part.isEmpty { files[name] = part }
    withFile { path in
        try Data(StoredArchive(files).bytes).write(to: URL(filePath: path))
        try read(path)
    }
}

/// Refusals are the reader's answers; anything else stops the program.
private func withFile(_ body: (String) throws -> Void) {
    do {
        let path = try folder.get().file("sheet")
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    } catch is SpreadsheetError {
    } catch {
        preconditionFailure("\(error)")
    }
}

private func read(_ path: String) throws {
    let limits = SheetLimits(rows: 100, bytes: 1 << 20, columns: 64)
    var rows = try SheetReader(path: path, limits: limits).rows()
    var count = 0
    while try rows.next() != nil { count += 1 }
    precondition(count <= 101, "more rows than the limit")
}

private let plainWorkbook: [String: [UInt8]] = {
    let head = #"<?xml version="1.0" encoding="UTF-8"?>"#
    let office = "http://schemas.openxmlformats.org"
    let relation = "\(office)/officeDocument/2006/relationships"
    func relationships(_ targets: [(String, String)]) -> String {
        let lines = targets.enumerated().map {
            #"<Relationship Id="rId\#($0 + 1)" Type="\#(relation)/\#($1.0)" Target="\#($1.1)"/>"#
        }
        return "\(head)<Relationships xmlns=\"\(office)/package/2006/relationships\">\(lines.joined())</Relationships>"
    }
    return [
        "_rels/.rels": relationships([("officeDocument", "xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": relationships([
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml"),
        ]),
        "xl/workbook.xml":
            #"\#(head)<workbook xmlns="\#(office)/spreadsheetml/2006/main" xmlns:r="\#(relation)"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        "xl/worksheets/sheet1.xml":
            #"\#(head)<worksheet xmlns="\#(office)/spreadsheetml/2006/main"><sheetData/></worksheet>"#,
    ].mapValues { Array($0.utf8) }
}()
