import Domain
import JSON
import Spreadsheet
import Storage
import Web

/// POST /admin/catalog-manager/imports — checks a file; the catalogue stays unchanged.
@Sendable func importCatalog(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    guard let file = request.file("file") else {
        return try refusedFile("Choose an .xlsx or .csv file.", staff, world)
    }
    do {
        let token = try world.imports.exclusively { try take(file, request, of: staff, in: world) }
        return .redirect(to: "/admin/catalog-manager/imports/\(token)")
    } catch let error as SpreadsheetError {
        return try refusedFile(error.message, staff, world)
    } catch let refusal as Refusal where refusal.kind == .invalid {
        return try refusedFile(refusal.message, staff, world)
    }
}

/// Saves a file and its preview under a new token; nothing if the file cannot be used.
private func take(_ file: UploadedFile, _ request: Request, of staff: Staff, in world: World) throws -> String {
    let token = ImportFolder.token()
    let name = String(file.name.filter { !$0.isNewline }.prefix(100))
    try staff.change(request, in: world) { [staffID = staff.member.id] store, change in
        try store.addCatalogImport(token, fileName: name, of: staffID, at: change.websiteID, now: change.now)
    }
    do {
        try world.imports.write(Array(file.bytes), token, .upload)
        try check(token, of: staff.website.id, in: world)
        return token
    } catch {
        world.imports.erase(token)
        try world.database.write { try $0.removeCatalogImport(token) }
        throw error
    }
}

private func refusedFile(_ message: String, _ staff: Staff, _ world: World) throws -> Response {
    try staff.page(CatalogManagerPage(staff.member.role, fileError: message), status: .unprocessable, in: world)
}

private func check(_ token: String, of websiteID: ID<Website>, in world: World) throws {
    let file = try CatalogFile(path: world.imports.file(token, .upload))
    let content = try file.content()
    let rows = content.rows
    let check = try world.database.read { store in
        CatalogCheck(
            rows, places: try store.catalogPlaces(ofProducts: Set(rows.map(\.productID)).sorted(), at: websiteID),
            carriers: try store.carriers(of: rows.compactMap(\.wantedSKU), in: websiteID))
    }
    try world.imports.write(check.changes, token)
    let preview = ImportPreview(check, content)
    try world.imports.write(preview.encodedJSON(), token, .preview)
    if !check.errors.isEmpty {
        try file.writeFailedRows(check.errors, of: content.header, to: world.imports.file(token, .failedRows))
    }
    let counts = (check.changes.count, check.unchanged, check.errors.count)
    try world.database.write { store in
        try store.markImportChecked(token, changed: counts.0, unchanged: counts.1, failed: counts.2)
    }
}

/// The part of a file's changes and errors that a page shows.
struct ImportPreview: Codable {
    struct Problem: Codable {
        let row: Int
        let column: String
        let message: String
    }

    static let limit = 200
    /// What was read and what was ignored; nil in a preview of an earlier version.
    let notes: [String]?
    let changes: [CatalogChange]
    let problems: [Problem]
    let problemCount: Int

    init(_ check: CatalogCheck, _ content: CatalogContent) {
        notes = content.notes
        changes = Array(check.changes.prefix(Self.limit))
        let rows = check.errors.keys.sorted()
        problems = Array(
            rows.prefix(Self.limit).flatMap { row in
                (check.errors[row] ?? []).map {
                    Problem(
                        row: row, column: "\(content.header.letters($0.column)): \($0.column.title)",
                        message: $0.message)
                }
            }.prefix(Self.limit))
        problemCount = check.errors.values.reduce(0) { $0 + $1.count }
    }
}
