import Domain

package struct AuditEntry: Sendable {
    package let id: ID<AuditEntry>
    package let at: Instant
    package let staff: String
    package let action: String
    package let subject: String
    /// Where the request came from; nil for a terminal.
    package let address: String?
    /// More than 1 for failures to sign in, which are counted by the minute.
    package let times: Int

    package var cursor: AuditCursor { AuditCursor(at: at, id: id) }
}

package struct AuditFilter: Sendable {
    package var staff: String?
    package var action: String?
    package var from: Instant?
    package var until: Instant?
    /// In any case, anywhere in a line.
    package var text = ""

    package init() {}

    fileprivate var conditions: SQL {
        var sql: SQL = ""
        if let staff { sql = "\(sql) AND staff = \(staff)" }
        if let action { sql = "\(sql) AND action = \(action)" }
        if let from { sql = "\(sql) AND at >= \(from)" }
        if let until { sql = "\(sql) AND at < \(until)" }
        guard !text.isEmpty else { return sql }
        let words = "%\(likeEscaped(text))%"
        return """
            \(sql) AND lower(subject || ' ' || action || ' ' || staff || ' ' || coalesce(address, ''))
                LIKE lower(\(words)) ESCAPE '~'
            """
    }
}

package typealias AuditCursor = TimeCursor<AuditEntry>

extension Reader where Self: ~Copyable {
    /// The trail of a website and of the installation, newest first.
    ///
    package func auditEntries(
        of websiteID: ID<Website>, _ filter: AuditFilter = AuditFilter(), at place: ListPlace<AuditCursor> = .first,
        limit: Int
    ) throws -> [AuditEntry] {
        let page = place.page(by: ["at", "id"], \.values)
        let conditions: SQL = "\(page.condition) \(filter.conditions)"
        let found = try all(
            """
            SELECT id, at, staff, action, subject, address, times FROM audit WHERE website_id = \(websiteID) \(conditions)
            UNION ALL
            SELECT id, at, staff, action, subject, address, times FROM audit WHERE website_id IS NULL \(conditions)
            \(page.order) LIMIT \(limit)
            """
        ) { row in
            AuditEntry(
                id: try row.next(), at: try row.next(), staff: try row.next(), action: try row.next(),
                subject: try row.next(), address: try row.next(), times: try row.next())
        }
        return place.inOrder(found)
    }

    /// How many lines match, counted up to a limit.
    package func auditCount(of websiteID: ID<Website>, _ filter: AuditFilter, upTo limit: Int) throws -> Int {
        try number(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM audit WHERE website_id = \(websiteID) \(filter.conditions)
                UNION ALL
                SELECT 1 FROM audit WHERE website_id IS NULL \(filter.conditions)
                LIMIT \(limit)
            ) AS found LIMIT 1
            """)
    }

    /// Every action that stands in the trail: one step in its index for each.
    package func auditActions() throws -> [String] {
        var actions: [String] = []
        while let next: String = try first(
            "SELECT action FROM audit WHERE action > \(actions.last ?? "") ORDER BY action LIMIT 1", { try $0.next() })
        {
            actions.append(next)
        }
        return actions
    }

    /// Who last changed a part of a thing, as the lines about it name the part; nil when none of its newest lines does.
    package func lastEditor(of thing: String, naming part: String) throws -> String? {
        try all("SELECT staff, subject FROM audit WHERE thing = \(thing) ORDER BY id DESC LIMIT 100") {
            (staff: try $0.next() as String, subject: try $0.next() as String)
        }.first { $0.subject.contains(part) }?.staff
    }
}

extension Transaction {
    /// Adds a line to the trail of the installation, which every website's shows.
    package func auditEverywhere(
        _ action: String, of subject: String, by staff: String, from address: String? = nil, at now: Instant
    ) throws {
        try audit(action, of: subject, by: staff, from: address, websiteID: nil, at: now)
    }

    /// Adds a line; lines are never changed.
    ///
    /// - Parameters:
    ///   - address: where the request came from; nil for a terminal.
    ///   - thing: what a form has changed, if `lastEditor` may be asked about it.
    ///   - websiteID: nil for what concerns the installation.
    package func audit(
        _ action: String, of subject: String, by staff: String, from address: String? = nil, thing: String? = nil,
        websiteID: ID<Website>?, at now: Instant
    ) throws {
        try execute(
            """
            INSERT INTO audit (website_id, at, staff, action, subject, address, thing)
            VALUES (\(websiteID), \(now), \(staff), \(action), \(subject), \(address), \(thing))
            """)
    }
}
