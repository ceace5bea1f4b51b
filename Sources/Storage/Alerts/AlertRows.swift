import Domain

extension AlertCause: SQLBindable, SQLReadable {}

/// An alert that was raised.
package struct AlertRow: Sendable {
    package let id: Int
    package let websiteID: Int
    package let cause: AlertCause
    package let message: String
    /// The page that shows more.
    package let path: String
    /// When it was raised.
    package let raisedAt: Instant
    /// Tries to deliver it.
    package let attempts: Int
    /// Why it could not be delivered last.
    package let fault: String?
}

extension Reader where Self: ~Copyable {
    /// Whom to tell what.
    package func alertSettings(of websiteID: Int) throws -> AlertSettings? {
        try first(
            """
            SELECT alert_address, alert_success_percent, alert_inventory_hours, bank_days FROM module
            WHERE website_id = \(websiteID)
            """
        ) { row in
            AlertSettings(
                address: try row.next(), successPercent: try row.next(), inventoryHours: try row.next(),
                bankDays: try row.next())
        }
    }

    /// Whether a cause was told since a time.
    package func hasAlert(of websiteID: Int, _ cause: AlertCause, since time: Instant) throws -> Bool {
        try number(
            """
            SELECT count(*) FROM alert WHERE website_id = \(websiteID) AND cause = \(cause) AND raised_at > \(time)
            """) > 0
    }

    /// Why the newest alert that could not be delivered was not; nil when there is none since a time. A test says so itself.
    package func alertFault(of websiteID: Int, since time: Instant) throws -> String? {
        try first(
            """
            SELECT fault FROM alert
            WHERE delivered_at IS NULL AND raised_at > \(time) AND website_id = \(websiteID) AND cause <> 'test'
                AND fault IS NOT NULL
            ORDER BY raised_at DESC, id DESC LIMIT 1
            """
        ) { try $0.next() }
    }

    /// Alerts raised since a time that have not been delivered; tests are told once, by who makes them.
    package func undeliveredAlerts(since time: Instant) throws -> [AlertRow] {
        try all(
            """
            SELECT id, website_id, cause, message, path, raised_at, attempts, fault FROM alert
            WHERE delivered_at IS NULL AND raised_at > \(time) AND cause <> 'test' ORDER BY raised_at
            """
        ) { row in
            AlertRow(
                id: try row.next(), websiteID: try row.next(), cause: try row.next(), message: try row.next(),
                path: try row.next(),
                raisedAt: try row.next(), attempts: try row.next(), fault: try row.next())
        }
    }

    /// How calls to the OMS went since a time: clear answers, and all.
    package func callCounts(of websiteID: Int, since time: Instant) throws -> (clear: Int, all: Int) {
        let counts = try first(
            """
            SELECT count(*) FILTER (WHERE outcome <> 'unknown'), count(*) FROM exchange
            WHERE website_id = \(websiteID) AND at >= \(time)
                AND kind IN ('serviceability', 'order', 'cancel', 'return')
            """
        ) { (clear: try $0.next() as Int, all: try $0.next() as Int) }
        return counts ?? (clear: 0, all: 0)
    }
}

extension Transaction {
    /// Saves whom to tell what.
    package func saveAlertSettings(_ settings: AlertSettings, of websiteID: Int) throws {
        try execute(
            """
            UPDATE module SET alert_address = \(settings.address), alert_success_percent = \(settings.successPercent),
                alert_inventory_hours = \(settings.inventoryHours), bank_days = \(settings.bankDays)
            WHERE website_id = \(websiteID)
            """)
    }

    /// Raises an alert, unless the same cause was told within the last hour; a test is always told.
    ///
    /// - Returns: the alert; nil when it was not raised.
    @discardableResult
    package func raiseAlert(
        _ cause: AlertCause, _ message: String, of websiteID: Int, at now: Instant
    ) throws -> AlertRow? {
        let isTold = try hasAlert(of: websiteID, cause, since: now - AlertCause.pause)
        guard cause == .test || !isTold else { return nil }
        let id = try insert(
            """
            INSERT INTO alert (website_id, cause, message, path, raised_at)
            VALUES (\(websiteID), \(cause), \(message), \(cause.path), \(now)) RETURNING id
            """)
        return AlertRow(
            id: id, websiteID: websiteID, cause: cause, message: message, path: cause.path, raisedAt: now, attempts: 0,
            fault: nil)
    }

    /// Takes an alert to tell it.
    ///
    /// - Parameter alert: as it was read; nobody has tried it since.
    /// - Returns: false when somebody else is telling it, or has tried.
    package func leaseAlert(_ alert: AlertRow, until end: Instant, now: Instant) throws -> Bool {
        try execute(
            """
            UPDATE alert SET lease_until = \(end)
            WHERE id = \(alert.id) AND attempts = \(alert.attempts) AND delivered_at IS NULL
                AND (lease_until IS NULL OR lease_until <= \(now))
            """) == 1
    }

    /// A try to deliver an alert.
    ///
    /// - Parameter fault: why it failed; nil when it is delivered.
    package func recordAlertAttempt(_ id: Int, fault: String?, at now: Instant) throws {
        try execute(
            """
            UPDATE alert SET attempts = attempts + 1, fault = \(fault), lease_until = NULL,
                delivered_at = \(fault == nil ? now : nil)
            WHERE id = \(id)
            """)
    }
}
