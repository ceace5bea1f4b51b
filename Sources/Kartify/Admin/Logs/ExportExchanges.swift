import Domain
import Spreadsheet
import Storage
import Web

/// GET /admin/tools/logs/export — what the filter lets through, as CSV.
@Sendable func exportExchanges(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let query = LogQuery(request.query)
    let found = try world.database.read {
        try $0.exchanges(of: staff.website.id, query.filter, limit: LogExport.limit)
    }
    return Response(type: "text/csv; charset=utf-8", body: try LogExport.csv(found.rows))
        .with("Content-Disposition", "attachment; filename=\"calls.csv\"")
}

/// Calls as a table for a spreadsheet; masked as they are stored.
private enum LogExport {
    /// So many of the newest, which is what a spreadsheet takes with pleasure.
    static let limit = 5000

    static func csv(_ rows: [ExchangeRow]) throws -> [UInt8] {
        let names = [
            "Call", "Time (UTC)", "Kind", "Order", "Outcome", "HTTP status", "Milliseconds", "Address", "Request",
            "Response",
        ]
        return try CSVWriter.bytes(columns: names.map { SheetColumn($0) }) { csv in
            for row in rows {
                let texts = [
                    "\(row.id)", row.at.rfc3339, row.kind, row.orderNumber ?? "", row.outcome,
                    row.httpStatus.map(String.init) ?? "", "\(row.milliseconds)", row.target, row.request, row.response,
                ]
                try csv.writeRow(texts.map { .text($0) })
            }
        }
    }
}
