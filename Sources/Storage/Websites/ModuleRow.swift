import Domain

/// A website's module with its secrets as they are stored: hashed or sealed.
package struct ModuleRow: Sendable {
    package let settings: ModuleSettings
    /// The Argon2id hash of the password the OMS sends; nil before one is set.
    package let passwordHash: String?
    /// The previous one and until when it is accepted; nil when it is not.
    package let previousPassword: Previous<String>?
    package let sealedAuthToken: [UInt8]?
    package let sealedWebhookSecret: [UInt8]?
    /// The previous one and until when it is accepted; nil when it is not.
    package let previousWebhookSecret: Previous<[UInt8]>?
    package let updatedAt: Instant
}

/// A replaced secret, as it is stored, that is still accepted for a while.
package struct Previous<Secret: Sendable>: Sendable {
    package let secret: Secret
    package let until: Instant

    init?(_ secret: Secret?, until: Instant?) {
        guard let secret, let until else { return nil }
        (self.secret, self.until) = (secret, until)
    }

    package func accepted(at now: Instant) -> Secret? { now < until ? secret : nil }
}

extension Reader where Self: ~Copyable {
    /// The module of a website's own OMS, or of another one, which may have orders of it still.
    package func module(of websiteID: ID<Website>, _ oms: OMSKind? = nil) throws -> ModuleRow? {
        try remembered(.module(websiteID, oms)) { try readModule(of: websiteID, oms) }
    }

    private func readModule(of websiteID: ID<Website>, _ oms: OMSKind?) throws -> ModuleRow? {
        try first(
            """
            SELECT oms, is_enabled, username, channel_id, warehouse_id, api_url, ordering_store_id, requests_per_minute,
                pull_minutes, outage_rule,
                password_hash, previous_password_hash, previous_password_until, auth_token_sealed,
                webhook_secret_sealed, previous_webhook_secret_sealed, previous_webhook_secret_until, updated_at
            FROM module WHERE \(isModule(of: websiteID, oms))
            """
        ) { row in
            ModuleRow(
                settings: ModuleSettings(
                    oms: try row.next(), isEnabled: try row.next(), username: try row.next(), channelID: try row.next(),
                    warehouseID: try row.next(),
                    apiURL: try row.next(), orderingStoreID: try row.next(), requestsPerMinute: try row.next(),
                    pullMinutes: try row.next(), outageRule: try row.next()),
                passwordHash: try row.next(),
                previousPassword: Previous(try row.next(), until: try row.next()),
                sealedAuthToken: try row.next(), sealedWebhookSecret: try row.next(),
                previousWebhookSecret: Previous(try row.next(), until: try row.next()),
                updatedAt: try row.next())
        }
    }

    /// Whether a module, a return or a payment gateway holds a value that only the key file can decrypt.
    package func hasSealedValues() throws -> Bool {
        try number(
            """
            SELECT (SELECT count(*) FROM module WHERE auth_token_sealed IS NOT NULL OR webhook_secret_sealed IS NOT NULL)
                + (SELECT count(*) FROM return_request WHERE bank_sealed IS NOT NULL)
                + (SELECT count(*) FROM payment_gateway) + (SELECT count(*) FROM second_factor)
            """) > 0
    }
}

extension OMSKind: SQLBindable, SQLReadable {}

/// The condition for a website's module of one OMS; of its own unless another is named.
private func isModule(of websiteID: ID<Website>, _ oms: OMSKind?) -> SQL {
    oms.map { "website_id = \(websiteID) AND oms = \($0)" }
        ?? "website_id = \(websiteID) AND oms = (SELECT w.oms FROM website w WHERE w.id = \(websiteID))"
}

extension Transaction {
    /// Saves all fields but the secrets. Another account's changes of stock are asked for from the beginning.
    package func saveModule(_ settings: ModuleSettings, of websiteID: ID<Website>, at now: Instant) throws {
        let isSame: SQL = "api_url = \(settings.apiURL) AND channel_id = \(settings.channelID)"
        try execute(
            """
            UPDATE module SET is_enabled = \(settings.isEnabled), username = \(settings.username),
                channel_id = \(settings.channelID), warehouse_id = \(settings.warehouseID), api_url = \(settings.apiURL),
                ordering_store_id = \(settings.orderingStoreID),
                requests_per_minute = \(settings.requestsPerMinute), pull_minutes = \(settings.pullMinutes),
                outage_rule = \(settings.outageRule),
                pull_cursor = CASE WHEN \(isSame) THEN pull_cursor END,
                pulled_at = CASE WHEN \(isSame) THEN pulled_at END,
                pulled_all_at = CASE WHEN \(isSame) THEN pulled_all_at END, updated_at = \(now)
            WHERE \(isModule(of: websiteID, settings.oms))
            """)
    }

    /// Replaces the password that the OMS sends.
    ///
    /// - Parameter end: until when the previous one is accepted; nil for not at all.
    package func setModulePassword(
        hash: String, of websiteID: ID<Website>, _ oms: OMSKind? = nil, keepingOldUntil end: Instant? = nil
    ) throws {
        let old: SQL = end == nil ? "NULL" : "password_hash"
        try execute(
            """
            UPDATE module SET password_hash = \(hash),
                previous_password_hash = \(old),
                previous_password_until = CASE WHEN password_hash IS NOT NULL THEN CAST(\(end) AS BIGINT) END
            WHERE \(isModule(of: websiteID, oms))
            """)
    }

    /// Deletes replaced passwords and webhook secrets that are no longer accepted.
    package func forgetReplacedSecrets(at now: Instant) throws {
        try execute(
            """
            UPDATE module SET previous_password_hash = NULL, previous_password_until = NULL
            WHERE previous_password_until <= \(now)
            """)
        try execute(
            """
            UPDATE module SET previous_webhook_secret_sealed = NULL, previous_webhook_secret_until = NULL
            WHERE previous_webhook_secret_until <= \(now)
            """)
    }

    package func setAuthToken(sealed: [UInt8], of websiteID: ID<Website>, _ oms: OMSKind? = nil) throws {
        try execute("UPDATE module SET auth_token_sealed = \(sealed) WHERE \(isModule(of: websiteID, oms))")
    }

    /// Replaces the webhook secret; nil removes it, and events then need no signature.
    ///
    /// - Parameter end: until when the previous one is accepted; nil for not at all.
    package func setWebhookSecret(
        sealed: [UInt8]?, of websiteID: ID<Website>, _ oms: OMSKind? = nil, keepingOldUntil end: Instant? = nil
    )
        throws
    {
        let old: SQL = end == nil ? "NULL" : "webhook_secret_sealed"
        try execute(
            """
            UPDATE module SET webhook_secret_sealed = \(sealed),
                previous_webhook_secret_sealed = \(old),
                previous_webhook_secret_until = CASE WHEN webhook_secret_sealed IS NOT NULL THEN CAST(\(end) AS BIGINT) END
            WHERE \(isModule(of: websiteID, oms))
            """)
    }
}
