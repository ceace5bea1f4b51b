import Domain
import Spreadsheet
import Storage
import Web

/// GET /admin/audit/export — the matching lines as a file, which is a line of the trail itself.
@Sendable func exportAudit(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let query = AuditQuery(request.query)
    guard query.problem == nil else {
        let page = try world.database.read { try AuditPage([], query, staff, in: $0) }
        return try staff.page(page, status: .unprocessable, in: world)
    }
    let isCSV = request.query["format"] != "xlsx"
    let export = AuditExport(filter: query.filter, websiteID: staff.website.id, world: world)
    try staff.audit("Exported the audit trail", of: "\(query.words); \(isCSV ? "csv" : "xlsx")", request, in: world)
    let file = try world.makeExport("audit") { path in
        isCSV ? try export.writeCSV(to: path) : try export.writeWorkbook(to: path)
    }
    return isCSV ? .download(file, name: "audit.csv") : .download(file, name: "audit.xlsx", type: xlsxType)
}

private struct AuditExport {
    let filter: AuditFilter
    let websiteID: ID<Website>
    let world: World

    /// More than a person reads, and less than a workbook holds.
    private static let mostRows = 200_000
    private static let rowsAtATime = 1000
    private static let columns = ["Time (UTC)", "Who", "Address", "Action", "Subject", "Times"].map { SheetColumn($0) }

    func writeCSV(to path: String) throws {
        try CSVWriter.write(to: path, columns: Self.columns) { csv in try eachLine { try csv.writeRow($0) } }
    }

    func writeWorkbook(to path: String) throws {
        try WorkbookWriter.write(to: path) { workbook in
            try workbook.beginSheet("Audit", columns: Self.columns)
            try eachLine { try workbook.writeRow($0) }
        }
    }

    private func eachLine(_ body: ([SheetCell]) throws -> Void) throws {
        var last: AuditCursor?
        var rows = 0
        repeat {
            let place = last.map { ListPlace.after($0) } ?? .first
            let found = try world.database.read {
                try $0.auditEntries(of: websiteID, filter, at: place, limit: Self.rowsAtATime)
            }
            for entry in found {
                try body([
                    .text(entry.at.rfc3339), .text(entry.staff), .text(entry.address ?? ""), .text(entry.action),
                    .text(entry.subject), .number("\(entry.times)"),
                ])
            }
            rows += found.count
            last = found.count == Self.rowsAtATime ? found.last?.cursor : nil
        } while last != nil && rows < Self.mostRows
        guard last != nil else { return }
        try body([.text("The file ends here: it is full. Narrow the filter to see older lines.")])
    }
}
