import Domain

/// A website's module with its secrets as they are stored: hashed or sealed.
package struct ModuleRow: Sendable {
    /// The fields that may be shown.
    package let settings: ModuleSettings
    /// The Argon2id hash of the password the OMS sends; nil before one is set.
    package let passwordHash: String?
    /// The one before it, and how long it is still right; nil when it is not.
    package let previousPassword: PreviousPassword?
    /// The Auth Token, sealed.
    package let sealedAuthToken: [UInt8]?
    /// The webhook secret, sealed.
    package let sealedWebhookSecret: [UInt8]?
    /// The one before it, and how long it is still right; nil when it is not.
    package let previousWebhookSecret: PreviousWebhookSecret?
    /// When somebody last saved it.
    package let updatedAt: Instant
}

/// A password that was replaced, and is right for a while yet.
package struct PreviousPassword: Sendable {
    package let hash: String
    /// When it stops being right.
    package let until: Instant
}

/// A webhook secret that was replaced, and is right for a while yet.
package struct PreviousWebhookSecret: Sendable {
    package let sealed: [UInt8]
    /// When it stops being right.
    package let until: Instant
}

extension Reader where Self: ~Copyable {
    /// The module of a website.
    package func module(of websiteID: Int) throws -> ModuleRow? {
        try first(
            """
            SELECT is_enabled, username, channel_id, warehouse_id, api_url, ordering_store_id,
                password_hash, auth_token_sealed, webhook_secret_sealed, updated_at, requests_per_minute,
                previous_password_hash, previous_password_until, previous_webhook_secret_sealed,
                previous_webhook_secret_until
            FROM module WHERE website_id = \(websiteID)
            """
        ) { row in
            ModuleRow(
                settings: ModuleSettings(
                    isEnabled: try row[0], username: try row[1], channelID: try row[2], warehouseID: try row[3],
                    apiURL: try row[4], orderingStoreID: try row[5], requestsPerMinute: try row[10]),
                passwordHash: try row[6],
                previousPassword: try (row[11] as String?).map { PreviousPassword(hash: $0, until: try row[12]) },
                sealedAuthToken: try row[7], sealedWebhookSecret: try row[8],
                previousWebhookSecret: try (row[13] as [UInt8]?).map {
                    PreviousWebhookSecret(sealed: $0, until: try row[14])
                },
                updatedAt: try row[9])
        }
    }

    /// Whether a module or a return holds something that only the key file can open.
    package func hasSealedValues() throws -> Bool {
        try number(
            """
            SELECT (SELECT count(*) FROM module WHERE auth_token_sealed IS NOT NULL OR webhook_secret_sealed IS NOT NULL)
                + (SELECT count(*) FROM return_request WHERE bank_sealed IS NOT NULL)
            """) > 0
    }
}

extension Transaction {
    /// Saves the fields that may be shown.
    package func save(_ settings: ModuleSettings, of websiteID: Int, at now: Instant) throws {
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
    /// - Parameter end: until when the one before stays right; nil for not at all.
    package func setModulePassword(hash: String, of websiteID: Int, keepingOldUntil end: Instant? = nil) throws {
        try execute(
            """
            UPDATE module SET password_hash = \(hash),
                previous_password_hash = CASE WHEN \(end) IS NULL THEN NULL ELSE password_hash END,
                previous_password_until = CASE WHEN password_hash IS NULL THEN NULL ELSE \(end) END
            WHERE website_id = \(websiteID)
            """)
    }

    /// Forgets passwords that were replaced and are right no more.
    package func forgetPreviousPasswords(at now: Instant) throws {
        try execute(
            """
            UPDATE module SET previous_password_hash = NULL, previous_password_until = NULL
            WHERE previous_password_until <= \(now)
            """)
    }

    /// Replaces the Auth Token.
    package func setAuthToken(sealed: [UInt8], of websiteID: Int) throws {
        try execute("UPDATE module SET auth_token_sealed = \(sealed) WHERE website_id = \(websiteID)")
    }

    /// Replaces the webhook secret; nil takes it away, and events need no signature any more.
    ///
    /// - Parameter end: until when the one before stays right; nil for not at all.
    package func setWebhookSecret(sealed: [UInt8]?, of websiteID: Int, keepingOldUntil end: Instant? = nil) throws {
        try execute(
            """
            UPDATE module SET webhook_secret_sealed = \(sealed),
                previous_webhook_secret_sealed = CASE WHEN \(end) IS NULL THEN NULL ELSE webhook_secret_sealed END,
                previous_webhook_secret_until = CASE WHEN webhook_secret_sealed IS NULL THEN NULL ELSE \(end) END
            WHERE website_id = \(websiteID)
            """)
    }

    /// Forgets webhook secrets that were replaced and are right no more.
    package func forgetPreviousWebhookSecrets(at now: Instant) throws {
        try execute(
            """
            UPDATE module SET previous_webhook_secret_sealed = NULL, previous_webhook_secret_until = NULL
            WHERE previous_webhook_secret_until <= \(now)
            """)
    }
}
