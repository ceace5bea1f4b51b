import Domain

package struct FirstAnswer: Sendable {
    /// Hash of the request that got it.
    package let requestHash: [UInt8]
    /// The body of a 200.
    package let answer: [UInt8]
    /// How long it is repeated.
    package static let lifetime = Span.hours(24)

    package init(requestHash: [UInt8], answer: [UInt8]) {
        self.requestHash = requestHash
        self.answer = answer
    }
}

extension Reader where Self: ~Copyable {
    package func firstAnswer(to key: String, of websiteID: ID<Website>, at now: Instant) throws -> FirstAnswer? {
        try first(
            """
            SELECT request_hash, answer FROM first_answer
            WHERE website_id = \(websiteID) AND key = \(key) AND answered_at > \(now - FirstAnswer.lifetime)
            """
        ) { FirstAnswer(requestHash: try $0.next(), answer: try $0.next()) }
    }
}

extension Transaction {
    /// Saves an answer in the transaction of the change that it reports.
    ///
    /// - Returns: false when another process has answered the key already.
    package func rememberAnswer(_ answer: FirstAnswer, to key: String, of websiteID: ID<Website>, at now: Instant)
        throws
        -> Bool
    {
        try execute(
            """
            INSERT INTO first_answer (website_id, key, request_hash, answer, answered_at)
            VALUES (\(websiteID), \(key), \(answer.requestHash), \(answer.answer), \(now))
            ON CONFLICT (website_id, key) DO UPDATE SET request_hash = excluded.request_hash,
                answer = excluded.answer, answered_at = excluded.answered_at
            WHERE first_answer.answered_at <= \(now - FirstAnswer.lifetime)
            """) == 1
    }

    /// Deletes expired answers, at most `limit`.
    package func forgetFirstAnswers(at now: Instant, limit: Int) throws {
        try execute(
            """
            DELETE FROM first_answer WHERE id IN (
                SELECT id FROM first_answer WHERE answered_at <= \(now - FirstAnswer.lifetime)
                ORDER BY answered_at LIMIT \(limit))
            """)
    }
}
