import Domain

/// The words of calls, `call_words`. They are added in batches after the calls are saved: no answer waits for its words.
///
/// A word carries its website's id, so that no search reads another website's calls.
enum CallIndex {
    /// The words to look for, as the index has them; nil when no call can have one of them.
    static func terms(_ words: [String], of websiteID: ID<Website>) -> [String]? {
        let terms = words.compactMap { word in
            SearchWords.isFindable(word) ? token(word.lowercased(), of: websiteID) : nil
        }
        return terms.count == words.count ? terms : nil
    }

    static func text(_ words: Set<String>, of websiteID: ID<Website>) -> String {
        words.map { token($0, of: websiteID) }.joined(separator: " ")
    }

    private static func token(_ word: String, of websiteID: ID<Website>) -> String { "\(websiteID)_\(word)" }
}

extension Reader where Self: ~Copyable {
    /// Whether some calls of a website are not in the index yet.
    package func hasUnindexedCalls(of websiteID: ID<Website>) throws -> Bool {
        let end = try endOfIndex(of: websiteID)
        return try first("SELECT id FROM exchange WHERE website_id = \(websiteID) AND id > \(end) LIMIT 1") {
            try $0.next() as Int
        } != nil
    }

    fileprivate func endOfIndex(of websiteID: ID<Website>) throws -> ID<ExchangeRow> {
        try first("SELECT exchange_id FROM call_index_end WHERE website_id = \(websiteID)") { try $0.next() } ?? 0
    }
}

extension Transaction {
    /// Adds a website's oldest calls that are not in the index yet, at most `limit`, and returns how many.
    package func indexCalls(of websiteID: ID<Website>, limit: Int) throws -> Int {
        let end = try endOfIndex(of: websiteID)
        let calls = try all(
            """
            SELECT \(ExchangeRow.columns) FROM exchange e
            WHERE e.website_id = \(websiteID) AND e.id > \(end) ORDER BY e.id LIMIT \(limit)
            """
        ) { try ExchangeRow(&$0) }
        for call in calls {
            let text = CallIndex.text(call.words, of: websiteID)
            try execute("INSERT INTO call_words (rowid, words) VALUES (\(call.id), \(text))")
        }
        if let last = calls.last {
            try execute(
                """
                INSERT INTO call_index_end (website_id, exchange_id) VALUES (\(websiteID), \(last.id))
                ON CONFLICT (website_id) DO UPDATE SET exchange_id = excluded.exchange_id
                """)
        }
        return calls.count
    }

    /// Deletes the oldest calls from before a time, at most `limit`, so that other writers do not wait long, and returns how
    /// many.
    package func pruneExchanges(before time: Instant, limit: Int) throws -> Int {
        let ids = try websites().flatMap { website in
            try all(
                "SELECT id FROM exchange WHERE website_id = \(website.id) AND at < \(time) ORDER BY at LIMIT \(limit)"
            ) { try $0.next() as ID<ExchangeRow> }
        }.prefix(limit)
        for id in ids {
            try execute("DELETE FROM call_words WHERE rowid = \(id)")
            try execute("DELETE FROM exchange WHERE id = \(id)")
        }
        // SQLite gives the newest call's id again once that call is deleted.
        let newest = try number("SELECT coalesce(max(id), 0) FROM exchange")
        try execute("UPDATE call_index_end SET exchange_id = \(newest) WHERE exchange_id > \(newest)")
        return ids.count
    }
}
