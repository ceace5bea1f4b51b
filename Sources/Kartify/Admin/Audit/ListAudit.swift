import Domain
import Storage
import Web

/// GET /admin/audit
@Sendable func listAudit(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let entries = try world.database.read {
        try $0.auditEntries(
            of: staff.website.id, before: AuditCursor(request.query["before"]), limit: AuditPage.size + 1)
    }
    return try staff.page(AuditPage(entries), in: world)
}

struct AuditPage: TitledPage {
    static let template = "admin/audit/list.html"
    static let size = 100

    struct Line: Encodable, Sendable {
        let at: String
        let staff: String
        let action: String
        let subject: String
    }

    let title = "Audit"
    let entries: [Line]
    let next: Pager?

    init(_ found: [AuditEntry]) {
        let listing = Listing(found, size: Self.size, cursor: \.cursor.text)
        next = Pager("Older entries", to: "/admin/audit?before=", listing.next)
        entries = listing.rows.map {
            Line(at: $0.at.istWithSeconds, staff: $0.staff, action: $0.action, subject: $0.subject)
        }
    }
}

extension AuditCursor {
    /// As an address has it: the time and the line.
    var text: String { "\(at.milliseconds)-\(id)" }

    init?(_ text: String) {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let milliseconds = Int64(parts[0]), let id = ID<AuditEntry>(String(parts[1])) else {
            return nil
        }
        self.init(at: Instant(milliseconds: milliseconds), id: id)
    }
}
