import Domain
import Storage
import Web

/// POST /admin/catalog-manager/imports/:token/application — **Apply**, in the background; the import's page shows the progress.
@Sendable func applyImport(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let found = try catalogImport(request, of: staff, in: world)
    let isOurs = try staff.change(request, in: world) { store, change in
        try store.startImport(found.token, silentSince: change.now - CatalogImport.silence, now: change.now)
    }
    if isOurs {
        let work = ImportWork(
            token: found.token, fileName: found.fileName, websiteID: staff.website.id, staff: staff.member.username,
            address: request.remoteAddress)
        world.background.start("catalog-import") { work.run(in: world) }
    }
    return .redirect(to: "/admin/catalog-manager/imports/\(found.token)")
}

/// GET /admin/catalog-manager/imports/:token/failed-rows
@Sendable func downloadFailedRows(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let found = try catalogImport(request, of: staff, in: world)
    guard let bytes = world.imports.bytes(found.token, .failedRows) else { throw Refusal.notFound("file") }
    return .download(bytes, name: "catalogue-failed-rows.xlsx", type: xlsxType)
}

/// The caller's own import at this website.
func catalogImport(_ request: Request, of staff: Staff, in world: World) throws -> CatalogImport {
    let token = request.path("token")
    let found = try world.database.read { try $0.catalogImport(token, of: staff.member.id, at: staff.website.id) }
    guard let found, found.state != .checking else {
        throw Refusal(
            .notFound,
            "There is no such import here. An import is kept for a day: upload the file again if you need it.")
    }
    return found
}

extension CatalogImport {
    /// After this time, the process that applied it must have died.
    static let silence = Span.minutes(2)

    /// The server stopped before it was applied: nothing was changed.
    func isInterrupted(now: Instant) -> Bool {
        state == .applying && startedAt.map { !($0 + Self.silence).isAhead(of: now, atMost: Self.silence) } ?? false
    }
}

/// Applies the changes of a file in one transaction.
private struct ImportWork {
    let token: String
    let fileName: String
    let websiteID: ID<Website>
    let staff: String
    let address: String

    func run(in world: World) {
        do {
            try apply(in: world)
        } catch {
            let refusal: String
            if let moved = error as? CatalogMoved {
                refusal =
                    "Nothing was changed: \(moved.title) (row \(moved.row)) has changed in the catalogue since the preview. Upload the file again for a new preview."
            } else {
                world.log.fault(error, at: world.clock(), ["job": "catalog-import"])
                refusal = "Something went wrong on our side, and nothing was changed. Upload the file again."
            }
            _ = try? world.database.write { try $0.markImportRefused(token, refusal) }
        }
        world.imports.erase(token, [.upload, .changes])
    }

    private func apply(in world: World) throws {
        let changes = try world.imports.changes(token)
        let now = world.clock()
        try world.database.write { store in
            guard try store.markImportApplied(token) else { return }
            try store.applyCatalogChanges(changes, of: websiteID, by: staff, at: now)
            try store.retryRefusedOrders(of: websiteID, withProduct: nil, now: now)
            try store.audit(
                "Imported a catalogue", of: "\(fileName), \(counted(changes.count, "changed row")): \(changes.summary)",
                by: staff, from: address,
                websiteID: websiteID, at: now)
        }
    }
}
