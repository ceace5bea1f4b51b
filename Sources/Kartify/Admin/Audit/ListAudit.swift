import Domain
import Storage
import Web

/// GET /admin/audit — what was done to this website and to the installation.
@Sendable func listAudit(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let query = AuditQuery(request.query)
    let (entries, actions) = try world.database.read { store in
        (
            try store.auditEntries(
                of: staff.website.id, query.filter, before: AuditCursor(request.query["before"]),
                limit: AuditPage.size + 1),
            try store.auditActions()
        )
    }
    return try staff.page(AuditPage(entries, query, actions), in: world)
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
    let staff: String
    let action: Select
    let words: String
    let from: String
    let until: String
    let problem: String?
    let export: String
    let entries: [Line]
    let next: Pager?

    init(_ found: [AuditEntry], _ query: AuditQuery, _ actions: [String]) {
        let fields = query.fields
        (staff, words) = (fields["staff"], fields["q"])
        (from, until) = (fields["from"], fields["until"])
        action = Select(
            "action", "Action", blank: "Any",
            actions.map { Choice(value: $0, title: $0, selected: $0 == fields["action"]) })
        head = query.head
        problem = query.problem
        export = query.address("/admin/audit/export") + "&format="
        let listing = Listing(found, size: Self.size, cursor: \.cursor.text)
        next = Pager("Older entries", to: query.address("/admin/audit") + "&before=", listing.next)
        entries = listing.rows.map {
            Line(
                at: $0.at.istWithSeconds, staff: $0.staff, address: $0.address ?? "", action: $0.action,
                subject: $0.subject, times: $0.times > 1 ? $0.times : nil)
        }
    }
}
