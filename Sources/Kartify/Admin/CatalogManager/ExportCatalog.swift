import Domain
import Spreadsheet
import Storage
import Web

/// GET /admin/catalog-manager/export — the catalogue as a file that can be changed and imported again.
@Sendable func exportCatalog(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let isCSV = request.query["format"] == "csv"
    let missingOnly = request.query["rows"] == "sku_missing"
    let websiteID = staff.website.id
    try staff.audit(
        "Exported the catalogue", of: "\(missingOnly ? "SKU missing" : "all"), \(isCSV ? "csv" : "xlsx")", request,
        in: world)
    // One snapshot, so that no product is there twice or in part.
    let bytes = try world.database.read { store in
        if isCSV {
            return try CSVWriter.bytes(columns: CatalogSheet.columns) { writer in
                try store.eachPlace(of: websiteID, missingOnly) { try writer.writeRow(CatalogSheet.cells($0)) }
            }
        }
        return try WorkbookWriter.bytes { writer in
            try writer.beginSheet(CatalogSheet.name, columns: CatalogSheet.columns)
            try store.eachPlace(of: websiteID, missingOnly) { try writer.writeRow(CatalogSheet.cells($0)) }
            try CatalogSheet.explain(in: &writer)
        }
    }
    let name =
        "catalogue-\(missingOnly ? "sku-missing-" : "")\(request.now.ist.prefix(11).filter { $0 != " " && $0 != "," })"
    return .download(
        bytes, name: "\(name).\(isCSV ? "csv" : "xlsx")", type: isCSV ? "text/csv; charset=utf-8" : xlsxType)
}

let xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

extension Snapshot {
    fileprivate func eachPlace(of websiteID: ID<Website>, _ missingOnly: Bool, _ body: (CatalogPlace) throws -> Void)
        throws
    {
        let size = 1000
        var last: CatalogPlace?
        while true {
            let places = try catalogPlaces(
                of: websiteID, missingOnly: missingOnly, afterProduct: last?.productID ?? 0, value: last?.valueID ?? 0,
                limit: size)
            for place in places { try body(place) }
            guard places.count == size else { return }
            last = places.last
        }
    }
}
