import Domain

/// How far a website's stock was pulled from an OMS that is asked for it.
package struct StockPull: Sendable {
    /// Where its changes continue; nil before the first.
    package let cursor: String?
    /// When the last round began that brought all changes.
    package let pulledAt: Instant?
    /// When the last round began that asked for everything.
    package let pulledAllAt: Instant?
    private let minutes: Int

    init(_ row: inout Row) throws {
        cursor = try row.next()
        pulledAt = try row.next()
        pulledAllAt = try row.next()
        minutes = try row.next()
    }

    /// Whether its module's interval is over. A time that is still to come is from a clock that was set back.
    package func isDue(at now: Instant) -> Bool {
        pulledAt.map { now >= $0 + .minutes(minutes) || $0 > now } ?? true
    }

    /// Once a day everything is asked for, to distinguish a SKU that nobody counts any more from one whose count stays the
    /// same.
    package func isAllDue(at now: Instant) -> Bool {
        cursor == nil || pulledAllAt.map { now >= $0 + .days(1) || $0 > now } ?? true
    }
}

package struct PulledStep: Sendable {
    /// Whose it is: settings that were changed meanwhile are another account's.
    package let account: ModuleSettings
    package let cursor: String
    /// When its round began, where nothing is left of it.
    package let endedRound: Instant?
    /// When its round began, where that asked for everything.
    package let roundOfAll: Instant?

    package init(account: ModuleSettings, cursor: String, endedRound: Instant?, roundOfAll: Instant?) {
        self.account = account
        self.cursor = cursor
        self.endedRound = endedRound
        self.roundOfAll = roundOfAll
    }
}

extension Reader where Self: ~Copyable {
    package func stockPull(of websiteID: ID<Website>, _ oms: OMSKind) throws -> StockPull? {
        try first(
            """
            SELECT pull_cursor, pulled_at, pulled_all_at, pull_minutes FROM module
            WHERE website_id = \(websiteID) AND oms = \(oms)
            """
        ) { try StockPull(&$0) }
    }
}

extension Transaction {
    /// Keeps how far a website's stock was pulled, in the transaction of the counts that were brought.
    ///
    /// - Returns: false when the account is another one by now: then nothing of it counts.
    package func notePull(_ step: PulledStep, of websiteID: ID<Website>) throws -> Bool {
        try execute(
            """
            UPDATE module SET pull_cursor = \(step.cursor), pulled_at = coalesce(\(step.endedRound), pulled_at),
                pulled_all_at = coalesce(\(step.roundOfAll), pulled_all_at)
            WHERE website_id = \(websiteID) AND oms = \(step.account.oms) AND api_url = \(step.account.apiURL)
                AND channel_id = \(step.account.channelID)
            """) == 1
    }
}
