import Domain
import Storage
import Web

/// GET /admin/audit — what was done to this website and to the installation.
@Sendable func listAudit(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let query = AuditQuery(request.query)
    let place = ListPlace<AuditCursor>(request.query)
    let page = try world.database.read { store in
        try AuditPage(
            store.auditEntries(of: staff.website.id, query.filter, at: place, limit: AuditPage.size + 1), query,
            at: place, staff, in: store)
    }
    return try staff.page(page, in: world)
}

struct AuditPage: TitledPage {
    static let template = "admin/audit/list.html"
    static let size = 100

    struct Line: Encodable, Sendable {
        let at: String
        let staff: String
        let address: String
        let action: String
        let subject: String
        let times: Int?
    }

    let title = "Audit"
    let head: ListHead
    let saved: SavedViews
    let staff: String
    let action: Select
    let words: String
    let from: String
    let until: String
    let problem: String?
    let csv: String
    let workbook: String
    let entries: [Line]
    let foot: ListFoot

    init(
        _ found: [AuditEntry], _ query: AuditQuery, at place: ListPlace<AuditCursor> = .first, _ staff: Staff,
        in store: borrowing some Reader & ~Copyable
    ) throws {
        let fields = query.fields
        (self.staff, words) = (fields["staff"], fields["q"])
        (from, until) = (fields["from"], fields["until"])
        action = Select(
            "action", "Action", blank: "Any",
            try store.auditActions().map { Choice(value: $0, title: $0, selected: $0 == fields["action"]) })
        head = try query.head(of: staff.website, in: store)
        saved = try SavedViews(of: .audit, at: query.list(), staff, in: store)
        problem = query.problem
        let export = query.list(at: "/admin/audit/export")
        (csv, workbook) = (export.with("format", "csv").text, export.with("format", "xlsx").text)
        let (rows, foot) = ListFoot.page(found, size: Self.size, at: place, of: query.list(), cursor: \.cursor)
        self.foot = foot
        entries = rows.map {
            Line(
                at: $0.at.istWithSeconds, staff: $0.staff, address: $0.address ?? "", action: $0.action,
                subject: $0.subject, times: $0.times > 1 ? $0.times : nil)
        }
    }
}
