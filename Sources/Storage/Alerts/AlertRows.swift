import Domain

extension AlertCause: SQLBindable, SQLReadable {}

/// An alert that was raised.
public struct AlertRow: Sendable {
    /// Its row.
    public let id: Int
    /// Whose.
    public let websiteID: Int
    /// What about.
    public let cause: AlertCause
    /// The sentence.
    public let message: String
    /// The page that shows more.
    public let path: String
    /// When it was raised.
    public let raisedAt: Instant
    /// Tries to deliver it.
    public let attempts: Int
    /// Why it could not be delivered last.
    public let fault: String?
}

extension Reader where Self: ~Copyable {
    /// Whom to tell what.
    public func alertSettings(of websiteID: Int) throws -> AlertSettings? {
        try first(
            """
            SELECT alert_address, alert_success_percent, alert_inventory_hours, bank_days FROM module
            WHERE website_id = \(websiteID)
            """
        ) { row in
            AlertSettings(
                address: try row[0], successPercent: try row[1], inventoryHours: try row[2], bankDays: try row[3])
        }
    }

    /// Whether a cause was told since a time.
    public func hasAlert(of websiteID: Int, _ cause: AlertCause, since time: Instant) throws -> Bool {
        try number(
            """
            SELECT count(*) FROM alert WHERE website_id = \(websiteID) AND cause = \(cause) AND raised_at > \(time)
            """) > 0
    }

    /// Alerts raised since a time that have not been delivered.
    public func undeliveredAlerts(since time: Instant) throws -> [AlertRow] {
        try all(
            """
            SELECT id, website_id, cause, message, path, raised_at, attempts, fault FROM alert
            WHERE delivered_at IS NULL AND raised_at > \(time) ORDER BY raised_at
            """
        ) { row in
            AlertRow(
                id: try row[0], websiteID: try row[1], cause: try row[2], message: try row[3], path: try row[4],
                raisedAt: try row[5], attempts: try row[6], fault: try row[7])
        }
    }

    /// How calls to AI went since a time: clear answers, and all.
    public func callCounts(of websiteID: Int, since time: Instant) throws -> (clear: Int, all: Int) {
        let counts = try first(
            """
            SELECT coalesce(sum(outcome <> 'unknown'), 0), count(*) FROM exchange
            WHERE website_id = \(websiteID) AND at >= \(time)
                AND kind IN ('serviceability', 'order', 'cancel', 'return')
            """
        ) { (clear: try $0[0] as Int, all: try $0[1] as Int) }
        return counts ?? (clear: 0, all: 0)
    }
}

extension Transaction {
    /// Saves whom to tell what.
    public func save(_ settings: AlertSettings, of websiteID: Int) throws {
        try execute(
            """
            UPDATE module SET alert_address = \(settings.address), alert_success_percent = \(settings.successPercent),
                alert_inventory_hours = \(settings.inventoryHours), bank_days = \(settings.bankDays)
            WHERE website_id = \(websiteID)
            """)
    }

    /// Raises an alert, unless the same cause was told within the last hour; a test is always told.
    ///
    /// - Returns: whether it was raised.
    @discardableResult
    public func raiseAlert(_ cause: AlertCause, _ message: String, of websiteID: Int, at now: Instant) throws -> Bool {
        let isTold = try hasAlert(of: websiteID, cause, since: now - AlertCause.pause)
        guard cause == .test || !isTold else { return false }
        try execute(
            """
            INSERT INTO alert (website_id, cause, message, path, raised_at)
            VALUES (\(websiteID), \(cause), \(message), \(cause.path), \(now))
            """)
        return true
    }

    /// A try to deliver an alert.
    ///
    /// - Parameter fault: why it failed; nil when it is delivered.
    public func triedAlert(_ id: Int, fault: String?, at now: Instant) throws {
        try execute(
            """
            UPDATE alert SET attempts = attempts + 1, fault = \(fault), delivered_at = \(fault == nil ? now : nil)
            WHERE id = \(id)
            """)
    }
}
