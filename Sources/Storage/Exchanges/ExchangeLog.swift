import Domain

package struct ExchangeFilter: Equatable, Sendable {
    package var order: String?
    /// Only calls that are about no order, such as checkouts that made none.
    package var isAboutNoOrder = false
    /// With these words, ignoring case: SKUs, codes, AWBs. One that ends with `*` is the beginning of a word.
    package var words: [String] = []
    package var kind: String?
    package var outcome: String?
    /// With this HTTP status.
    package var httpStatus: Int?
    /// Only calls that were not accepted.
    package var isFailed = false
    /// Only calls that took a second or longer.
    package var isSlow = false
    /// Started in this time.
    package var from: Instant?
    package var until: Instant?

    package init() {}

    /// Whether one index has all that it asks for.
    fileprivate var isIndexed: Bool {
        var bare = ExchangeFilter()
        (bare.isFailed, bare.isSlow) = (isFailed && !isSlow, isSlow)
        return self == bare
    }
}

/// A page of the log.
package struct ExchangePage: Sendable {
    /// What was found, newest first.
    package let rows: [ExchangeRow]
    /// The search for older calls continues after this one; nil at the end.
    package let next: ID<ExchangeRow>?
    /// The search for newer ones continues before this one; nil at the beginning.
    package var previous: ID<ExchangeRow>?

    package static let empty = ExchangePage(rows: [], next: nil)
}

extension Reader where Self: ~Copyable {
    /// Calls that match a filter, newest first.
    ///
    /// However large the log is, one page looks at a bounded number of calls: the nearest of the most selective part of the
    /// filter, straight from its index. When too few of them match, the page says where the search continues.
    package func exchanges(
        of websiteID: ID<Website>, _ filter: ExchangeFilter, at place: ListPlace<ID<ExchangeRow>> = .first, limit: Int
    ) throws -> ExchangePage {
        guard let terms = CallIndex.terms(filter.words, of: websiteID) else { return .empty }
        let bounds = try idBounds(of: websiteID, filter, place)
        let candidates = candidates(of: websiteID, filter, terms, bounds)
        let looked = try all("\(candidates) LIMIT \(Self.window)") { try $0.next() as ID<ExchangeRow> }
        guard let last = looked.last else { return .empty }
        let found = try all(
            """
            SELECT \(ExchangeRow.columns) FROM exchange e
            WHERE e.id IN (\(candidates) LIMIT \(Self.window)) \(conditions(filter, terms))
            \(place.page(by: ["e.id"]) { ["\($0)"] }.order) LIMIT \(limit + 1)
            """
        ) { try ExchangeRow(&$0) }
        let rows = place.inOrder(Array(found.prefix(limit)))
        let further = found.count > limit ? found[limit - 1].id : looked.count == Self.window ? last : nil
        return place.isBackwards
            ? ExchangePage(rows: rows, next: rows.last?.id ?? place.cursor, previous: further)
            : ExchangePage(rows: rows, next: further, previous: place.cursor.map { rows.first?.id ?? $0 })
    }

    /// How many calls match a filter, of as many as one page looks at.
    ///
    /// - Returns: the number, and whether there may be more.
    package func exchangeCount(of websiteID: ID<Website>, _ filter: ExchangeFilter) throws -> (
        count: Int, isWhole: Bool
    ) {
        guard let terms = CallIndex.terms(filter.words, of: websiteID) else { return (0, true) }
        let candidates = candidates(of: websiteID, filter, terms, try idBounds(of: websiteID, filter, .first))
        let looked = try number("SELECT count(*) FROM (\(candidates) LIMIT \(Self.window)) AS found LIMIT 1")
        let isWhole = looked < Self.window
        guard !filter.isIndexed else { return (looked, isWhole) }
        let found = try number(
            """
            SELECT count(*) FROM exchange e
            WHERE e.id IN (\(candidates) LIMIT \(Self.window)) \(conditions(filter, terms))
            """)
        return (found, isWhole)
    }

    private static var window: Int { 10_000 }
    // As the indexes of these calls have them, word for word.
    private static var failed: SQL { "outcome <> 'accepted'" }
    private static var slow: SQL { "milliseconds >= 1000" }

    /// Ids from the most selective index.
    private func candidates(
        of websiteID: ID<Website>, _ filter: ExchangeFilter, _ terms: [String], _ bounds: IDBounds
    ) -> SQL {
        if let order = filter.order {
            return """
                SELECT id FROM exchange WHERE website_id = \(websiteID) AND order_number = \(order) \(bounds.of("id"))
                \(bounds.order(by: "id"))
                """
        }
        if !terms.isEmpty {
            return """
                SELECT rowid FROM call_words
                WHERE \(hasWords(terms, in: "call_words")) \(bounds.of("rowid")) \(bounds.order(by: "rowid"))
                """
        }
        return """
            SELECT id FROM exchange WHERE website_id = \(websiteID) \(leading(filter)) \(bounds.of("id"))
            \(bounds.order(by: "id"))
            """
    }

    /// The condition that few calls meet. Accepted calls have no index by their outcome or status.
    private func leading(_ filter: ExchangeFilter) -> SQL {
        if filter.isSlow { return "AND \(Self.slow)" }
        if let status = filter.httpStatus, status >= 300 { return "AND http_status >= 300 AND http_status = \(status)" }
        if let outcome = filter.outcome, outcome != "accepted" {
            return "AND \(Self.failed) AND outcome = \(outcome)"
        }
        if filter.isFailed { return "AND \(Self.failed)" }
        return filter.kind.map { "AND kind = \($0)" } ?? ""
    }

    /// Calls are saved as they end, roughly in order of time, so a time is a position among the ids: a call that began a minute
    /// before another was saved before it.
    private func idBounds(
        of websiteID: ID<Website>, _ filter: ExchangeFilter, _ place: ListPlace<ID<ExchangeRow>>
    ) throws -> IDBounds {
        let slack = Span.minutes(1)
        var bounds = IDBounds(place)
        if let from = filter.from {
            let last: ID<ExchangeRow>? = try first(
                """
                SELECT id FROM exchange WHERE website_id = \(websiteID) AND at < \(from - slack)
                ORDER BY at DESC, id DESC LIMIT 1
                """
            ) { try $0.next() }
            bounds.after = [bounds.after, last].compactMap { $0 }.max()
        }
        if let until = filter.until {
            let first: ID<ExchangeRow>? = try first(
                """
                SELECT id FROM exchange WHERE website_id = \(websiteID) AND at >= \(until + slack)
                ORDER BY at, id LIMIT 1
                """
            ) { try $0.next() }
            bounds.before = [bounds.before, first].compactMap { $0 }.min()
        }
        return bounds
    }

    private func conditions(_ filter: ExchangeFilter, _ terms: [String]) -> SQL {
        var sql: SQL = ""
        if filter.order != nil, !terms.isEmpty {
            sql = """
                AND EXISTS (SELECT 1 FROM call_words
                    WHERE call_words.rowid = e.id AND \(hasWords(terms, in: "call_words")))
                """
        }
        if let kind = filter.kind { sql = "\(sql) AND e.kind = \(kind)" }
        if let outcome = filter.outcome { sql = "\(sql) AND e.outcome = \(outcome)" }
        if filter.isFailed { sql = "\(sql) AND \(Self.failed)" }
        if filter.isSlow { sql = "\(sql) AND \(Self.slow)" }
        if filter.isAboutNoOrder { sql = "\(sql) AND e.order_number IS NULL" }
        if let status = filter.httpStatus { sql = "\(sql) AND e.http_status = \(status)" }
        if let from = filter.from { sql = "\(sql) AND e.at >= \(from)" }
        if let until = filter.until { sql = "\(sql) AND e.at < \(until)" }
        return sql
    }
}

/// The range of ids for a filter's times and its position in the list.
private struct IDBounds {
    var before: ID<ExchangeRow>?
    var after: ID<ExchangeRow>?
    private let isBackwards: Bool

    init(_ place: ListPlace<ID<ExchangeRow>>) {
        isBackwards = place.isBackwards
        if isBackwards { after = place.cursor } else { before = place.cursor }
    }

    func order(by column: SQL) -> SQL {
        isBackwards ? "ORDER BY \(column)" : "ORDER BY \(column) DESC"
    }

    /// As conditions on a column.
    func of(_ column: SQL) -> SQL {
        let older: SQL = before.map { "AND \(column) < \($0)" } ?? ""
        let newer: SQL = after.map { "AND \(column) > \($0)" } ?? ""
        return "\(older) \(newer)"
    }
}
