import Domain
import Spreadsheet
import Storage
import Web

/// GET /admin/tools/logs/export — the matching calls as CSV. An invalid filter exports nothing: it would
/// have matched everything.
@Sendable func exportExchanges(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let query = LogQuery(request.query)
    guard query.problem == nil else {
        let page = try world.database.read { try LogPage(.empty, query, staff, in: $0) }
        return try staff.page(page, status: .unprocessable, in: world)
    }
    try staff.audit("Exported the log", of: query.words, request, in: world)
    let file = try world.makeExport("log") { try LogExport.write(query.filter, to: $0, of: staff, in: world) }
    return .download(file, name: "calls.csv")
}

private enum LogExport {
    /// The most rows, which a spreadsheet opens easily.
    static let mostRows = 5000
    /// Bodies of large updates fill a file long before.
    static let mostBytes = 32 << 20
    /// Rows in memory at a time.
    static let rowsAtATime = 100

    /// A page of the log may end before it is full; this continues until there are enough rows or no more.
    static func write(_ filter: ExchangeFilter, to path: String, of staff: Staff, in world: World) throws {
        let websiteID = staff.website.id
        let names = [
            "Call", "Time (UTC)", "Kind", "Order", "Outcome", "HTTP status", "Milliseconds", "Address", "Request",
            "Response", "Request cut from bytes", "Response cut from bytes", "X-Request-Id",
        ]
        try CSVWriter.write(to: path, columns: names.map { SheetColumn($0) }) { csv in
            var place = ListPlace<ID<ExchangeRow>>.first
            var rows = 0, bytes = 0
            repeat {
                let page = try world.calls(of: websiteID, filter, at: place, limit: min(mostRows - rows, rowsAtATime))
                for row in page.rows {
                    bytes += row.request.utf8.count + row.response.utf8.count
                    guard bytes <= mostBytes else {
                        return try csv.writeRow([
                            .text("The file ends here: it is full. Narrow the filter to see older calls.")
                        ])
                    }
                    try csv.writeRow(cells(staff.shown(row)))
                }
                rows += page.rows.count
                guard let next = page.next else { break }
                place = .after(next)
            } while rows < mostRows
        }
    }

    private static func cells(_ row: ExchangeRow) -> [SheetCell] {
        let texts: [String] = [
            "\(row.id)", row.at.rfc3339, row.kind.rawValue, row.orderNumber ?? "", row.outcome.rawValue,
            row.httpStatus.map(String.init) ?? "", "\(row.milliseconds)", row.target, row.request, row.response,
            row.requestLength.map(String.init) ?? "", row.responseLength.map(String.init) ?? "", row.requestID ?? "",
        ]
        return texts.map { SheetCell.text($0) }
    }
}
