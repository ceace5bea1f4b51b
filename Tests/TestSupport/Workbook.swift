/// A small workbook made by hand, the way Excel lays its parts out. What a test is about is said; the rest is legal.
package struct Workbook {
    package static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package static let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package static let package = "http://schemas.openxmlformats.org/package/2006/relationships"

    package var parts: [String: [UInt8]] = [:]

    /// A workbook whose one sheet has these rows, and these shared strings.
    package init(rows: String, shared: String? = nil, sheets: String? = nil, target: String = "worksheets/sheet1.xml") {
        self["_rels/.rels"] = Self.relationships(("rId1", "officeDocument", "xl/workbook.xml"))
        self["xl/workbook.xml"] = """
            <workbook xmlns="\(Self.main)" xmlns:r="\(Self.links)"><sheets>\
            \(sheets ?? #"<sheet name="Products" sheetId="1" r:id="rId1"/>"#)</sheets></workbook>
            """
        self["xl/_rels/workbook.xml.rels"] = Self.relationships(
            ("rId1", "worksheet", target), ("rId2", "sharedStrings", "/xl/sharedStrings.xml"),
            ("rId3", "worksheet", "worksheets/sheet2.xml"), ("rId4", "chartsheet", "chartsheets/sheet1.xml"))
        self["xl/worksheets/sheet1.xml"] = Self.worksheet(rows)
        if let shared { self["xl/sharedStrings.xml"] = #"<sst xmlns="\#(Self.main)">\#(shared)</sst>"# }
    }

    /// The file.
    package var bytes: [UInt8] { StoredZip.bytes(of: parts) }

    package subscript(part: String) -> String {
        get { String(decoding: parts[part] ?? [], as: UTF8.self) }
        set { parts[part] = Array(newValue.utf8) }
    }

    package static func worksheet(_ rows: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <worksheet xmlns="\(main)"><dimension ref="A1"/><sheetData>\(rows)</sheetData><pageMargins left="0.7"/></worksheet>
        """
    }

    package static func relationships(_ list: (id: String, kind: String, target: String)...) -> String {
        let all = list.map { #"<Relationship Id="\#($0.id)" Type="\#(links)/\#($0.kind)" Target="\#($0.target)"/>"# }
        return #"<Relationships xmlns="\#(package)">\#(all.joined())</Relationships>"#
    }
}
