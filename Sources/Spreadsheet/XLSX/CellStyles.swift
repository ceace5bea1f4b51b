/// How a cell shows a number.
enum CellStyle {
    case plain, date
    case format(NumberFormat)
}

/// A workbook's cell styles (ECMA-376 part 1, §18.8.10 and §18.8.30).
final class CellStyles: XMLHandler {
    /// Excel has room for some 65,000 styles.
    private static let limit = 70_000
    private static let builtInDates: [ClosedRange<Int>] = [14...22, 27...36, 45...47, 50...58]
    /// The styles that every program has without writing them down. Money and fractions look different in each country, and are given by a code
    /// of which nobody can be sure.
    private static let builtIn: [Int: CellStyle] = Dictionary(
        uniqueKeysWithValues: [
            (1, "0"), (2, "0.00"), (3, "#,##0"), (4, "#,##0.00"), (9, "0%"), (10, "0.00%"), (11, "0.00E+00"),
            (12, "# ?/?"), (13, "# ??/??"), (37, "#,##0_);(#,##0)"), (38, "#,##0_);(#,##0)"),
            (39, "#,##0.00_);(#,##0.00)"), (40, "#,##0.00_);(#,##0.00)"), (48, "##0.0E+0"),
        ].map { ($0, .format(NumberFormat($1))) }
            + ([5, 6, 7, 8] + (41...44)).map { ($0, .format(NumberFormat("* #,##0.00"))) })

    private var custom: [Int: CellStyle] = [:]
    private var styles: [CellStyle] = []
    private var isInCells = false
    let root: StaticString = "styleSheet"

    /// Plain numbers only when the workbook has no styles.
    init(of workbook: WorkbookFile) throws(SpreadsheetError) {
        guard let name = workbook.styles, let part = try workbook.archive.part(name) else { return }
        try XMLStream(part, self).run()
    }

    /// The style with this number, as a cell's attribute has it.
    subscript(_ style: UnsafePointer<CChar>?) -> CellStyle {
        guard !styles.isEmpty else { return .plain }
        // A cell that names none has the first.
        let index = style.map { Int(String(cString: $0)) ?? -1 } ?? 0
        return styles.indices.contains(index) ? styles[index] : .plain
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        switch name {
        case "numFmt":
            guard let id = attributes.text("numFmtId").flatMap({ Int($0) }), let code = attributes.text("formatCode"),
                custom.count < Self.limit
            else { return }
            custom[id] = Self.style(code)
        case "cellXfs": isInCells = true
        case "xf":
            guard isInCells, styles.count < Self.limit else { return }
            let id = attributes.text("numFmtId").flatMap { Int($0) } ?? 0
            let isDate = Self.builtInDates.contains { $0.contains(id) }
            styles.append(custom[id] ?? (isDate ? .date : Self.builtIn[id] ?? .plain))
        default: break
        }
    }

    func end(_ name: XMLName) -> XMLStep {
        if case "cellXfs" = name { .finish } else { .goOn }
    }

    private static func style(_ code: String) -> CellStyle {
        // A number in a cell that was formatted as text later is seen as it is.
        if code.isEmpty || code == "@" || code.lowercased() == "general" { return .plain }
        return isDate(code) ? .date : .format(NumberFormat(code))
    }

    /// Whether a format has a day, month, year, hour, minute or second in it, outside quoted texts, escapes, colours and conditions.
    static func isDate(_ code: String) -> Bool {
        var rest = code.lowercased()[...]
        while let letter = rest.popFirst() {
            switch letter {
            case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
            case "\\", "_", "*": rest = rest.dropFirst()
            case "[":
                let inside = rest.prefix { $0 != "]" }
                // [h] counts hours beyond a day.
                if let first = inside.first, "hms".contains(first), inside.allSatisfy({ $0 == first }) { return true }
                rest = rest.drop { $0 != "]" }.dropFirst()
            case "d", "m", "y", "h", "s": return true
            default: break
            }
        }
        return false
    }
}
