import Domain

extension AlertCause: SQLBindable, SQLReadable {}

package struct AlertRow: Sendable {
    package let id: ID<AlertRow>
    package let websiteID: ID<Website>
    package let cause: AlertCause
    package let message: String
    package let path: String
    package let raisedAt: Instant
    package let attempts: Int
    package let fault: String?
}

extension Reader where Self: ~Copyable {
    package func alertSettings(of websiteID: ID<Website>) throws -> AlertSettings? {
        try first(
            """
            SELECT alert_address, alert_success_percent, alert_inventory_hours, bank_days FROM website
            WHERE id = \(websiteID)
            """
        ) { row in
            AlertSettings(
                address: try row.next(), successPercent: try row.next(), inventoryHours: try row.next(),
                bankDays: try row.next())
        }
    }

    package func hasAlert(of websiteID: ID<Website>, _ cause: AlertCause, within span: Span, now: Instant) throws
        -> Bool
    {
        try number(
            """
            SELECT count(*) FROM alert WHERE website_id = \(websiteID) AND cause = \(cause)
                AND raised_at > \(now - span) AND raised_at <= \(Instant.latestBelieved(at: now))
            """) > 0
    }

    package func lastAlert(of websiteID: ID<Website>, _ cause: AlertCause, since time: Instant) throws -> (
        message: String, raisedAt: Instant
    )? {
        try first(
            """
            SELECT message, raised_at FROM alert WHERE website_id = \(websiteID) AND cause = \(cause) AND raised_at > \(time)
            ORDER BY raised_at DESC, id DESC LIMIT 1
            """
        ) { (try $0.next(), try $0.next()) }
    }

    /// Why the newest undelivered alert since a time failed; nil when there is none. Tests are left out: their page shows it.
    package func alertFault(of websiteID: ID<Website>, since time: Instant) throws -> String? {
        try first(
            """
            SELECT fault FROM alert
            WHERE delivered_at IS NULL AND raised_at > \(time) AND website_id = \(websiteID) AND cause <> 'test'
                AND fault IS NOT NULL
            ORDER BY raised_at DESC, id DESC LIMIT 1
            """
        ) { try $0.next() }
    }

    /// Undelivered alerts raised since a time. Tests are left out: they are attempted once.
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
}

extension Transaction {
    package func saveAlertSettings(_ settings: AlertSettings, of websiteID: ID<Website>) throws {
        try execute(
            """
            UPDATE website SET alert_address = \(settings.address), alert_success_percent = \(settings.successPercent),
                alert_inventory_hours = \(settings.inventoryHours), bank_days = \(settings.bankDays)
            WHERE id = \(websiteID)
            """)
    }

    /// Raises an alert, unless the same cause was raised within the last hour; some causes are raised each time.
    ///
    /// - Returns: the alert; nil when it was not raised.
    @discardableResult
    package func raiseAlert(
        _ cause: AlertCause, _ message: String, of websiteID: ID<Website>, at now: Instant
    ) throws -> AlertRow? {
        let isTold = try hasAlert(of: websiteID, cause, within: AlertCause.pause, now: now)
        guard cause.isAlwaysRaised || !isTold else { return nil }
        let id: ID<AlertRow> = try insert(
            """
            INSERT INTO alert (website_id, cause, message, path, raised_at)
            VALUES (\(websiteID), \(cause), \(message), \(cause.path), \(now)) RETURNING id
            """)
        return AlertRow(
            id: id, websiteID: websiteID, cause: cause, message: message, path: cause.path, raisedAt: now, attempts: 0,
            fault: nil)
    }

    /// Leases an alert for delivery.
    ///
    /// - Parameter alert: as it was read.
    /// - Returns: false when another process is delivering it, or has tried since it was read.
    package func leaseAlert(_ alert: AlertRow, until end: Instant, now: Instant) throws -> Bool {
        try execute(
            """
            UPDATE alert SET lease_until = \(end)
            WHERE id = \(alert.id) AND attempts = \(alert.attempts) AND delivered_at IS NULL
                AND \(SQL.isOver("lease_until", at: now, atMost: end - now))
            """) == 1
    }

    /// Records an attempt to deliver an alert.
    ///
    /// - Parameter fault: why it failed; nil when it is delivered.
    package func recordAlertAttempt(_ id: ID<AlertRow>, fault: String?, at now: Instant) throws {
        try execute(
            """
            UPDATE alert SET attempts = attempts + 1, fault = \(fault), lease_until = NULL,
                delivered_at = \(fault == nil ? now : nil)
            WHERE id = \(id)
            """)
    }
}
