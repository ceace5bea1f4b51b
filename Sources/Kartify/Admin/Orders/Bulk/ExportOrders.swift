import Domain
import Storage
import Web

/// POST /admin/orders/exports — the chosen orders, or their items, as a file. A large one is made in the background.
@Sendable func exportOrders(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let chosen = try ChosenOrders(request.form, staff, now: request.now)
    let kind = OrderExport.Kind(rawValue: request.form["as"]) ?? .ordersWorkbook
    try staff.audit("Exported orders", of: "\(chosen.words); \(kind.title)", request, in: world)
    let export = try OrderExport(chosen, kind, by: staff.member.username, staff.websites, in: world)
    guard export.total > OrderExport.mostAtOnce else {
        export.finish()
        return .redirect(to: "/admin/tools/cron/runs/\(export.id)/file")
    }
    world.background.start("export-orders") { export.finish() }
    return .redirect(to: "/admin/tools/cron/runs/\(export.id)")
}

/// GET /admin/tools/cron/runs/:id/file — for the person who has started the export, for a day.
@Sendable func downloadExport(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let id: ID<JobRun> = try request.id("id", of: "run")
    guard let run = try world.database.read({ try $0.run(id: id) }), run.startedBy == staff.member.username,
        run.finishedAt != nil, let name = run.file
    else { throw Refusal.notFound("file") }
    guard let file = world.exportFiles.sent(name) else {
        throw Refusal(.notFound, "The file is gone: exports are kept for a day. Export the orders again.")
    }
    let isWorkbook = name.hasSuffix(".xlsx")
    let day = run.startedAt.ist.prefix { $0 != "," }.replacing(" ", with: "-")
    return .download(
        file, name: "orders-\(day).\(isWorkbook ? "xlsx" : "csv")",
        type: isWorkbook ? xlsxType : "text/csv; charset=utf-8")
}
