import Domain

/// A website's module with its secrets as they are stored: hashed or sealed.
package struct ModuleRow: Sendable {
    package let settings: ModuleSettings
    /// The Argon2id hash of the password the OMS sends; nil before one is set.
    package let passwordHash: String?
    /// The previous one and until when it is accepted; nil when it is not.
    package let previousPassword: PreviousPassword?
    /// The Auth Token, sealed.
    package let sealedAuthToken: [UInt8]?
    /// The webhook secret, sealed.
    package let sealedWebhookSecret: [UInt8]?
    /// The previous one and until when it is accepted; nil when it is not.
    package let previousWebhookSecret: PreviousWebhookSecret?
    package let updatedAt: Instant
}

/// A replaced password that is still accepted for a while.
package struct PreviousPassword: Sendable {
    package let hash: String
    /// Until when it is accepted.
    package let until: Instant

    init?(hash: String?, until: Instant?) {
        guard let hash, let until else { return nil }
        self.hash = hash
        self.until = until
    }
}

/// A replaced webhook secret that is still accepted for a while.
package struct PreviousWebhookSecret: Sendable {
    package let sealed: [UInt8]
    /// Until when it is accepted.
    package let until: Instant

    init?(sealed: [UInt8]?, until: Instant?) {
        guard let sealed, let until else { return nil }
        self.sealed = sealed
        self.until = until
    }
}

extension Reader where Self: ~Copyable {
    /// The module of a website.
    package func module(of websiteID: ID<Website>) throws -> ModuleRow? {
        try first(
            """
            SELECT is_enabled, username, channel_id, warehouse_id, api_url, ordering_store_id, requests_per_minute,
                password_hash, previous_password_hash, previous_password_until, auth_token_sealed,
                webhook_secret_sealed, previous_webhook_secret_sealed, previous_webhook_secret_until, updated_at
            FROM module WHERE website_id = \(websiteID)
            """
        ) { row in
            ModuleRow(
                settings: ModuleSettings(
                    isEnabled: try row.next(), username: try row.next(), channelID: try row.next(),
                    warehouseID: try row.next(),
                    apiURL: try row.next(), orderingStoreID: try row.next(), requestsPerMinute: try row.next()),
                passwordHash: try row.next(),
                previousPassword: PreviousPassword(hash: try row.next(), until: try row.next()),
                sealedAuthToken: try row.next(), sealedWebhookSecret: try row.next(),
                previousWebhookSecret: PreviousWebhookSecret(sealed: try row.next(), until: try row.next()),
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

extension Transaction {
    /// Saves all fields but the secrets.
    package func saveModule(_ settings: ModuleSettings, of websiteID: ID<Website>, at now: Instant) throws {
        try execute(
            """
            UPDATE module SET is_enabled = \(settings.isEnabled), username = \(settings.username),
                channel_id = \(settings.channelID), warehouse_id = \(settings.warehouseID), api_url = \(settings.apiURL),
                ordering_store_id = \(settings.orderingStoreID),
                requests_per_minute = \(settings.requestsPerMinute), updated_at = \(now)
            WHERE website_id = \(websiteID)
            """)
    }

    /// Replaces the password that the OMS sends.
    ///
    /// - Parameter end: until when the previous one is accepted; nil for not at all.
    package func setModulePassword(hash: String, of websiteID: ID<Website>, keepingOldUntil end: Instant? = nil) throws
    {
        let old: SQL = end == nil ? "NULL" : "password_hash"
        try execute(
            """
            UPDATE module SET password_hash = \(hash),
                previous_password_hash = \(old),
                previous_password_until = CASE WHEN password_hash IS NOT NULL THEN CAST(\(end) AS BIGINT) END
            WHERE website_id = \(websiteID)
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

    /// Replaces the Auth Token.
    package func setAuthToken(sealed: [UInt8], of websiteID: ID<Website>) throws {
        try execute("UPDATE module SET auth_token_sealed = \(sealed) WHERE website_id = \(websiteID)")
    }

    /// Replaces the webhook secret; nil removes it, and events then need no signature.
    ///
    /// - Parameter end: until when the previous one is accepted; nil for not at all.
    package func setWebhookSecret(sealed: [UInt8]?, of websiteID: ID<Website>, keepingOldUntil end: Instant? = nil)
        throws
    {
        let old: SQL = end == nil ? "NULL" : "webhook_secret_sealed"
        try execute(
            """
            UPDATE module SET webhook_secret_sealed = \(sealed),
                previous_webhook_secret_sealed = \(old),
                previous_webhook_secret_until = CASE WHEN webhook_secret_sealed IS NOT NULL THEN CAST(\(end) AS BIGINT) END
            WHERE website_id = \(websiteID)
            """)
    }
}
