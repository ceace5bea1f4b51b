import Domain
import Spreadsheet
import Storage
import Web

/// GET /admin/tools/logs/export — what the filter lets through, as CSV. A filter that cannot be read exports nothing: it would
/// have let everything through.
@Sendable func exportExchanges(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let query = LogQuery(request.query)
    guard query.problem == nil else {
        return try staff.page(LogPage(.empty, query), status: .unprocessable, in: world)
    }
    let rows = try LogExport.rows(query.filter, of: staff.website.id, in: world)
    return .download(try LogExport.csv(rows), name: "calls.csv")
}

/// Calls as a table for a spreadsheet; masked as they are stored.
private enum LogExport {
    /// So many of the newest, which is what a spreadsheet takes with pleasure.
    static let limit = 5000

    /// A page of the log may end before it is full; this looks on until there is enough, or nothing more.
    static func rows(_ filter: ExchangeFilter, of websiteID: Int, in world: World) throws -> [ExchangeRow] {
        try world.database.read { store in
            var filter = filter
            var rows: [ExchangeRow] = []
            repeat {
                let page = try store.exchanges(of: websiteID, filter, limit: limit - rows.count)
                rows += page.rows
                filter.before = page.next
            } while filter.before != nil && rows.count < limit
            return rows
        }
    }

    static func csv(_ rows: [ExchangeRow]) throws -> [UInt8] {
        let names = [
            "Call", "Time (UTC)", "Kind", "Order", "Outcome", "HTTP status", "Milliseconds", "Address", "Request",
            "Response",
        ]
        return try CSVWriter.bytes(columns: names.map { SheetColumn($0) }) { csv in
            for row in rows {
                let texts = [
                    "\(row.id)", row.at.rfc3339, row.kind.rawValue, row.orderNumber ?? "", row.outcome.rawValue,
                    row.httpStatus.map(String.init) ?? "", "\(row.milliseconds)", row.target, row.request, row.response,
                ]
                try csv.writeRow(texts.map { .text($0) })
            }
        }
    }
}
