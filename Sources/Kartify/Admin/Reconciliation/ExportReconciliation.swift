import Domain
import Spreadsheet
import Storage
import Web

/// GET /admin/reconciliation/export — all three lists in one CSV file.
@Sendable func exportReconciliation(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let query = ReconciliationQuery(request.query)
    let id = staff.website.id
    try staff.audit("Exported the reconciliation", of: "all lists", request, in: world)
    let csv = try world.database.read { store in
        try CSVWriter.bytes(columns: columns) { csv in
            try store.writeUnmapped(of: id, to: &csv)
            try store.writeSilent(of: id, since: query.silence(now: request.now), to: &csv)
            try store.writeMissing(of: id, to: &csv)
        }
    }
    return .download(csv, name: "reconciliation.csv")
}

private let columns = [
    "Problem", "SKU", "Product ID", "Product", "Option", "Option value", "Count", "Counted at (UTC)", "Times sent",
    "Last sent (UTC)",
].map { SheetColumn($0) }

private let chunk = 1000

extension Snapshot {
    fileprivate func writeUnmapped(of websiteID: ID<Website>, to csv: inout CSVWriter) throws {
        var last = ""
        while true {
            let rows = try unmappedSKUs(of: websiteID, after: last, limit: chunk)
            for row in rows {
                try csv.writeRow([
                    .text("Unmapped"), .text(row.code), .empty, .empty, .empty, .empty, .number("\(row.count)"),
                    .text(row.countedAt.rfc3339), .number("\(row.times)"), .text(row.lastAt.rfc3339),
                ])
            }
            guard rows.count == chunk else { return }
            last = rows[chunk - 1].code
        }
    }

    fileprivate func writeSilent(of websiteID: ID<Website>, since time: Instant, to csv: inout CSVWriter) throws {
        var last = UnsentCursor.start
        while true {
            let rows = try unsentSKUs(of: websiteID, since: time, after: last, limit: chunk)
            for row in rows {
                try csv.writeRow([
                    .text("No recent count"), .text(row.line.code), .number("\(row.line.productID)"),
                    .text(row.line.product), .text(row.line.option ?? ""), .text(row.line.value ?? ""),
                    .number("\(row.line.count)"), .text(row.line.countedAt?.rfc3339 ?? ""), .empty, .empty,
                ])
            }
            guard rows.count == chunk else { return }
            last = rows[chunk - 1].cursor
        }
    }

    fileprivate func writeMissing(of websiteID: ID<Website>, to csv: inout CSVWriter) throws {
        var last: (product: ID<Product>, value: ID<OptionValue>) = (0, 0)
        while true {
            let rows = try missingSKUs(
                of: websiteID, afterProduct: last.product, value: last.value, limit: chunk)
            for row in rows {
                try csv.writeRow([
                    .text("SKU missing"), .empty, .number("\(row.productID)"), .text(row.product),
                    .text(row.option ?? ""), .text(row.value ?? ""), .empty, .empty, .empty, .empty,
                ])
            }
            guard rows.count == chunk else { return }
            last = (rows[chunk - 1].productID, rows[chunk - 1].valueID)
        }
    }
}
