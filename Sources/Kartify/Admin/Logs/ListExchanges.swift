import Domain
import Storage
import Web

/// GET /admin/tools/logs
@Sendable func listExchanges(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let query = LogQuery(request.query)
    let found = try world.calls(of: staff.website.id, query.filter, at: ListPlace(request.query), limit: LogPage.size)
    let page = try world.database.read { store in
        try LogPage(
            found, query, staff, in: store,
            isBehind: !query.filter.words.isEmpty && store.hasUnindexedCalls(of: staff.website.id))
    }
    return try staff.page(page, in: world)
}

/// GET /admin/tools/logs/:id
@Sendable func showExchange(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let id: ID<ExchangeRow> = try request.id("id", of: "call")
    let website = staff.website.id
    let page = try world.database.read { store in
        try store.exchange(id: id, of: website).map { row in
            ExchangePageView(row, shownAs: staff.shown(row), try store.neighbours(of: row, at: website))
        }
    }
    guard let page else { throw Refusal.notFound("call") }
    return try staff.page(page, in: world)
}

struct LogPage: TitledPage {
    static let template = "admin/logs/list.html"
    static let size = 100

    struct Line: Encodable, Sendable {
        let id: ID<ExchangeRow>
        let at: String
        let kind: String
        /// What it was about: a code, statuses, numbers of SKUs.
        let what: String?
        let order: String?
        let outcome: String
        let status: String
        let milliseconds: Int
        let isGood: Bool
        let isUnknown: Bool
    }

    let title = "Logs"
    let head: ListHead
    let saved: SavedViews
    /// The tab, which a filter keeps.
    let tab: String
    let order: String
    let sku: String
    let words: String
    let httpStatus: String
    let from: String
    let until: String
    let filters: [Select]
    let export: String
    let calls: [Line]
    let problem: String?
    /// Whether the newest calls are not in the index yet.
    let isBehind: Bool
    /// Whether older calls are still to be searched.
    let goesOn: Bool
    let foot: ListFoot

    init(
        _ found: ExchangePage, _ query: LogQuery, _ staff: Staff, in store: borrowing some Reader & ~Copyable,
        isBehind: Bool = false
    ) throws {
        let fields = query.fields
        order = fields["order"]
        sku = fields["sku"]
        words = fields["q"]
        httpStatus = fields["http_status"]
        from = fields["from"]
        until = fields["until"]
        filters = query.selects
        export = query.list(at: "/admin/tools/logs/export").text
        tab = fields["tab"]
        calls = found.rows.map { row in
            Line(
                id: row.id, at: row.at.istWithSeconds, kind: row.kind.rawValue, what: row.summary,
                order: row.orderNumber,
                outcome: row.outcome.rawValue,
                status: row.httpStatus.map { "HTTP \($0)" } ?? "no answer", milliseconds: row.milliseconds,
                isGood: row.outcome == .accepted, isUnknown: row.outcome == .unknown)
        }
        head = try query.head(of: staff.website, in: store)
        saved = try SavedViews(of: .logs, at: query.list(), staff, in: store)
        problem = query.problem
        self.isBehind = isBehind
        goesOn = found.next != nil
        foot = ListFoot(previous: found.previous, next: found.next, of: query.list())
    }
}

struct ExchangePageView: TitledPage {
    static let template = "admin/logs/exchange.html"
    let title: String
    let at: String
    let kind: String
    let order: String?
    /// `attempt 2 of 3`, where there were several.
    let attempt: String?
    /// The calls before and after it about the same order.
    let earlier: ID<ExchangeRow>?
    let later: ID<ExchangeRow>?
    let outcome: String
    let status: String
    let milliseconds: Int
    let target: String
    let requestID: String?
    let request: String
    let response: String
    /// How many bytes a body had that is not kept whole.
    let requestLength: Int?
    let responseLength: Int?
    let curl: String
    let isHidden: Bool

    init(_ whole: ExchangeRow, shownAs row: ExchangeRow, _ neighbours: CallNeighbours?) {
        title = "Call \(row.id)"
        at = row.at.istWithSeconds
        kind = row.kind.rawValue
        order = row.orderNumber
        attempt = neighbours.flatMap { $0.attempts > 1 ? "attempt \($0.attempt) of \($0.attempts)" : nil }
        (earlier, later) = (neighbours?.earlier, neighbours?.later)
        outcome = row.outcome.rawValue
        status = row.httpStatus.map { "HTTP \($0)" } ?? "no answer"
        milliseconds = row.milliseconds
        target = row.target
        requestID = row.requestID
        request = row.request
        response = row.response
        requestLength = row.requestLength
        responseLength = row.responseLength
        curl = Self.curl(row)
        isHidden = (row.request, row.response) != (whole.request, whole.response)
    }

    private static func curl(_ row: ExchangeRow) -> String {
        let isOurs = row.target.hasPrefix("http")
        let credential = isOurs ? "-H 'Authorization: Bearer AUTH-TOKEN'" : "-u USERNAME"
        let key = row.idempotencyKey.map { " \\\n  -H \(quoted("Idempotency-Key: \($0)"))" } ?? ""
        // Not -d, which would read a file when the body begins with @.
        let body = " -H 'Content-Type: application/json'\(key) \\\n  --data-raw \(quoted(row.request))"
        let isRead = row.kind.isRead
        let address = isOurs ? row.target : "https://YOUR-WEBSITE\(row.target)"
        return "curl \(credential)\(isRead ? "" : body) \\\n  \(quoted(address))"
    }

    private static func quoted(_ text: String) -> String {
        "'\(text.replacing("'", with: "'\\''"))'"
    }
}
