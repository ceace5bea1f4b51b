import Domain
import JSON
import Storage
import Web

/// GET /admin/catalog-manager/imports/:token
@Sendable func showImport(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let found = try catalogImport(request, of: staff, in: world)
    let preview = try world.imports.bytes(found.token, .preview).map { try ImportPreview(json: $0) }
    return try staff.page(ImportPage(found, preview, now: request.now), in: world)
}

struct ImportPage: TitledPage {
    static let template = "admin/catalog_manager/import.html"

    struct Difference: Encodable, Sendable {
        let what: String
        let old: String
        let new: String
    }

    struct Line: Encodable, Sendable {
        let row: Int
        let place: String
        let differences: [Difference]
    }

    struct Note: Encodable, Sendable {
        let text: String
    }

    struct Problem: Encodable, Sendable {
        let row: Int
        let column: String
        let message: String
    }

    let title = "Import"
    let token: String
    let fileName: String
    let uploaded: String
    let changed: Int
    let rowsChanged: String
    let unchanged: Int
    let failed: Int
    let isPreview: Bool
    let canApply: Bool
    let isRunning: Bool
    let isInterrupted: Bool
    let isApplied: Bool
    let refusal: String?
    let withFailures: Bool
    let notes: [Note]
    let changes: [Line]
    let shownChanges: Int?
    let problems: [Problem]
    let shownProblems: Int?
    let problemCount: Int

    init(_ found: CatalogImport, _ preview: ImportPreview?, now: Instant) {
        token = found.token
        fileName = found.fileName
        uploaded = found.createdAt.istWithSeconds
        (changed, unchanged, failed) = (found.changed, found.unchanged, found.failed)
        rowsChanged = counted(changed, "row changed", "rows changed")
        isInterrupted = found.isInterrupted(now: now)
        isPreview = found.state == .checked || isInterrupted
        canApply = isPreview && changed > 0
        isRunning = found.state == .applying && !isInterrupted
        isApplied = found.state == .applied
        refusal = found.refusal
        withFailures = failed > 0
        notes = (preview?.notes ?? []).map(Note.init)
        changes = (preview?.changes ?? []).map(Line.init)
        shownChanges = changes.count < changed ? changes.count : nil
        problems = (preview?.problems ?? []).map { Problem(row: $0.row, column: $0.column, message: $0.message) }
        problemCount = preview?.problemCount ?? 0
        shownProblems = problems.count < problemCount ? problems.count : nil
    }

    /// A running page reloads itself where there is no JavaScript.
    var refreshSeconds: Int? { isRunning ? 2 : nil }
}

extension ImportPage.Line {
    fileprivate init(_ change: CatalogChange) {
        row = change.row
        place = change.title
        differences = [
            change.name.map { .init(what: "Product", old: $0.old, new: $0.new) },
            change.sku.map { .init(what: "SKU", old: $0.old ?? "none", new: $0.new ?? "none") },
            change.price.map { .init(what: "Price", old: Money(paise: $0.old).text, new: Money(paise: $0.new).text) },
            change.isDisabled.map { .init(what: "Status", old: status($0.old), new: status($0.new)) },
        ].compactMap { $0 }
    }
}

private func status(_ isDisabled: Bool) -> String {
    isDisabled ? "Disabled" : "Enabled"
}
