import Domain

package struct ExchangeFilter: Sendable {
    package var order: String?
    /// Only calls that are about no order, such as checkouts that made none.
    package var isAboutNoOrder = false
    /// With these words, ignoring case: SKUs, codes, AWBs. One that ends with `*` is the beginning of a word.
    package var words: [String] = []
    package var kind: String?
    package var outcome: String?
    /// With this HTTP status.
    package var httpStatus: Int?
    /// Started in this time.
    package var from: Instant?
    package var until: Instant?
    /// Older than this one, the last of the page before.
    package var before: ID<ExchangeRow>?

    package init() {}
}

/// A page of the log.
package struct ExchangePage: Sendable {
    /// What was found, newest first.
    package let rows: [ExchangeRow]
    /// Where the search continues; nil at the end.
    package let next: ID<ExchangeRow>?

    package static let empty = ExchangePage(rows: [], next: nil)
}

extension Reader where Self: ~Copyable {
    /// Calls that match a filter, newest first.
    ///
    /// However large the log is, one page reads a bounded number of calls: the newest of the most selective part of the
    /// filter, straight from its index. When too few of them match, `next` says where the search continues.
    package func exchanges(of websiteID: ID<Website>, _ filter: ExchangeFilter, limit: Int) throws -> ExchangePage {
        guard let terms = CallIndex.terms(filter.words, of: websiteID) else { return .empty }
        let window = 10_000
        let bounds = try idBounds(of: websiteID, filter)
        let looked = try all("\(candidates(of: websiteID, filter, terms, bounds)) LIMIT \(window)") {
            try $0.next() as ID<ExchangeRow>
        }
        guard let last = looked.last else { return .empty }
        let rows = try all(
            """
            SELECT \(ExchangeRow.columns) FROM exchange e
            WHERE e.id IN (\(candidates(of: websiteID, filter, terms, bounds)) LIMIT \(window)) \(conditions(filter, terms))
            ORDER BY e.id DESC LIMIT \(limit + 1)
            """
        ) { try ExchangeRow(&$0) }
        if rows.count > limit { return ExchangePage(rows: Array(rows.prefix(limit)), next: rows[limit - 1].id) }
        return ExchangePage(rows: rows, next: looked.count == window ? last : nil)
    }

    /// Ids from the most selective index.
    private func candidates(
        of websiteID: ID<Website>, _ filter: ExchangeFilter, _ terms: [String], _ bounds: IDBounds
    ) -> SQL {
        if let order = filter.order {
            return
                "SELECT id FROM exchange WHERE website_id = \(websiteID) AND order_number = \(order) \(bounds.of("id")) ORDER BY id DESC"
        }
        if !terms.isEmpty {
            return """
                SELECT rowid FROM call_words
                WHERE \(hasWords(terms, in: "call_words")) \(bounds.of("rowid")) ORDER BY rowid DESC
                """
        }
        return """
            SELECT id FROM exchange WHERE website_id = \(websiteID) \(leading(filter)) \(bounds.of("id"))
            ORDER BY id DESC
            """
    }

    /// The condition that few calls meet. Those that went well have no index by their outcome or status.
    private func leading(_ filter: ExchangeFilter) -> SQL {
        if let status = filter.httpStatus, status >= 300 { return "AND http_status >= 300 AND http_status = \(status)" }
        if let outcome = filter.outcome, outcome != "accepted" {
            return "AND outcome <> 'accepted' AND outcome = \(outcome)"
        }
        return filter.kind.map { "AND kind = \($0)" } ?? ""
    }

    /// Calls are saved as they end, roughly in order of time, so a time is a position among the ids: a call that began a minute
    /// before another was saved before it.
    private func idBounds(of websiteID: ID<Website>, _ filter: ExchangeFilter) throws -> IDBounds {
        let slack = Span.minutes(1)
        var bounds = IDBounds(before: filter.before)
        if let from = filter.from {
            bounds.after = try first(
                """
                SELECT id FROM exchange WHERE website_id = \(websiteID) AND at < \(from - slack)
                ORDER BY at DESC, id DESC LIMIT 1
                """
            ) { try $0.next() }
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

    /// As conditions on a column.
    func of(_ column: SQL) -> SQL {
        let older: SQL = before.map { "AND \(column) < \($0)" } ?? ""
        let newer: SQL = after.map { "AND \(column) > \($0)" } ?? ""
        return "\(older) \(newer)"
    }
}
