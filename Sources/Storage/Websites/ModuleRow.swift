import Domain

/// A website's module with its secrets as they are stored: hashed or sealed.
public struct ModuleRow: Sendable {
    /// The fields that may be shown.
    public let settings: ModuleSettings
    /// The Argon2id hash of the password AI sends; nil before one is set.
    public let passwordHash: String?
    /// The Auth Token, sealed.
    public let sealedAuthToken: [UInt8]?
    /// The webhook secret, sealed.
    public let sealedWebhookSecret: [UInt8]?
    /// When somebody last saved it.
    public let updatedAt: Instant
}

extension Reader where Self: ~Copyable {
    /// The module of a website.
    public func module(of websiteID: Int) throws -> ModuleRow? {
        try first(
            """
            SELECT is_enabled, username, channel_id, warehouse_id, api_url, ordering_store_id,
                password_hash, auth_token_sealed, webhook_secret_sealed, updated_at
            FROM module WHERE website_id = \(websiteID)
            """
        ) { row in
            ModuleRow(
                settings: ModuleSettings(
                    isEnabled: try row[0], username: try row[1], channelID: try row[2], warehouseID: try row[3],
                    apiURL: try row[4], orderingStoreID: try row[5]),
                passwordHash: try row[6], sealedAuthToken: try row[7], sealedWebhookSecret: try row[8],
                updatedAt: try row[9])
        }
    }

    /// Whether a module or a return holds something that only the key file can open.
    public func hasSealedValues() throws -> Bool {
        try number(
            """
            SELECT (SELECT count(*) FROM module WHERE auth_token_sealed IS NOT NULL OR webhook_secret_sealed IS NOT NULL)
                + (SELECT count(*) FROM return_request WHERE bank_sealed IS NOT NULL)
            """) > 0
    }
}

extension Transaction {
    /// Saves the fields that may be shown.
    public func save(_ settings: ModuleSettings, of websiteID: Int, at now: Instant) throws {
        try execute(
            """
            UPDATE module SET is_enabled = \(settings.isEnabled), username = \(settings.username),
                channel_id = \(settings.channelID), warehouse_id = \(settings.warehouseID), api_url = \(settings.apiURL),
                ordering_store_id = \(settings.orderingStoreID), updated_at = \(now)
            WHERE website_id = \(websiteID)
            """)
    }

    /// Replaces the password that AI sends.
    public func setModulePassword(hash: String, of websiteID: Int) throws {
        try execute("UPDATE module SET password_hash = \(hash) WHERE website_id = \(websiteID)")
    }

    /// Replaces the Auth Token.
    public func setAuthToken(sealed: [UInt8], of websiteID: Int) throws {
        try execute("UPDATE module SET auth_token_sealed = \(sealed) WHERE website_id = \(websiteID)")
    }

    /// Replaces the webhook secret; nil takes it away, and events need no signature any more.
    public func setWebhookSecret(sealed: [UInt8]?, of websiteID: Int) throws {
        try execute("UPDATE module SET webhook_secret_sealed = \(sealed) WHERE website_id = \(websiteID)")
    }
}
