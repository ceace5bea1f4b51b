import Crypto
import Storage

extension ModuleRow {
    /// The settings as the form shows them. What it shows of a secret tells it from another one, and nothing else.
    func fields(_ key: SecretKey) -> [ShownField] {
        func text(_ name: String, _ label: String, _ now: String) -> ShownField {
            ShownField(name, label, now, words: now)
        }
        func secret(_ name: String, _ label: String, _ kept: [UInt8]?) -> ShownField {
            .secret(name, label, kept, key)
        }
        var webhookSecret = secret("webhook_secret", "Webhook secret", sealedWebhookSecret)
        webhookSecret.removal = "remove_webhook_secret"
        let status = settings.isEnabled ? "enabled" : "disabled"
        return [
            ShownField("status", "Status", status, words: settings.isEnabled ? "Enabled" : "Disabled"),
            text("username", "Username", settings.username),
            secret("password", "Password", passwordHash.map { Array($0.utf8) }),
            secret("auth_token", "Auth Token", sealedAuthToken),
            text("channel_id", "Channel ID", settings.channelID),
            text("warehouse_id", "Warehouse ID", settings.warehouseID), text("api_url", "API URL", settings.apiURL),
            text("ordering_store_id", "Ordering Store Id", settings.orderingStoreID), webhookSecret,
            text("requests_per_minute", "Requests per minute", "\(settings.requestsPerMinute)"),
        ]
    }
}
