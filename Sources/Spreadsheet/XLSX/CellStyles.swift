/// Which of a workbook's cell styles show a number as a date or a time (ECMA-376 part 1, §18.8.10 and §18.8.30).
final class CellStyles: XMLHandler {
    /// Excel has room for some 65,000 styles.
    private static let limit = 70_000
    private static let builtIn: [ClosedRange<Int>] = [14...22, 27...36, 45...47, 50...58]

    private var customDates: Set<Int> = []
    private var dates: [Bool] = []
    private var isInCells = false
    let root: StaticString = "styleSheet"

    /// No dates when the workbook has no styles.
    init(of workbook: WorkbookFile) throws(SpreadsheetError) {
        guard let name = workbook.styles, let part = try workbook.archive.part(name) else { return }
        try XMLStream(part, self).run()
    }

    /// Whether a cell with this number of a style, as its attribute has it, shows a date.
    func isDate(_ style: UnsafePointer<CChar>?) -> Bool {
        guard !dates.isEmpty, let style, let index = Int(String(cString: style)) else { return false }
        return dates.indices.contains(index) && dates[index]
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        switch name {
        case "numFmt":
            guard let id = attributes.text("numFmtId").flatMap({ Int($0) }), let code = attributes.text("formatCode"),
                Self.isDate(code), customDates.count < Self.limit
            else { return }
            customDates.insert(id)
        case "cellXfs": isInCells = true
        case "xf":
            guard isInCells, dates.count < Self.limit else { return }
            let id = attributes.text("numFmtId").flatMap { Int($0) } ?? 0
            dates.append(customDates.contains(id) || Self.builtIn.contains { $0.contains(id) })
        default: break
        }
    }

    func end(_ name: XMLName) -> XMLStep {
        if case "cellXfs" = name { .finish } else { .goOn }
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
