import Crypto
import Domain
import Storage

/// A field of a module's form. The raw value is its name there.
enum ModuleField: String {
    case username, password
    case authToken = "auth_token"
    case channelID = "channel_id"
    case warehouseID = "warehouse_id"
    case apiURL = "api_url"
    case orderingStoreID = "ordering_store_id"
    case webhookSecret = "webhook_secret"
    case requestsPerMinute = "requests_per_minute"
    case pullMinutes = "pull_minutes"

    /// Where it stands in the settings; nil for a secret or a number.
    var text: WritableKeyPath<ModuleSettings, String>? {
        switch self {
        case .username: \.username
        case .channelID: \.channelID
        case .warehouseID: \.warehouseID
        case .apiURL: \.apiURL
        case .orderingStoreID: \.orderingStoreID
        default: nil
        }
    }

    /// Where it stands in the settings, what it may be, and what an empty field means.
    var number: (place: WritableKeyPath<ModuleSettings, Int>, range: ClosedRange<Int>, empty: Int?)? {
        switch self {
        case .requestsPerMinute: (\.requestsPerMinute, ModuleSettings.limits, 0)
        case .pullMinutes: (\.pullMinutes, ModuleSettings.pullTimes, nil)
        default: nil
        }
    }
}

extension OMSKind {
    /// The fields of its module's form in their order, as it calls them.
    var moduleFields: KeyValuePairs<ModuleField, String> {
        switch self {
        case .arvind:
            [
                .username: "Username", .password: "Password", .authToken: "Auth Token", .channelID: "Channel ID",
                .warehouseID: "Warehouse ID", .apiURL: "API URL", .orderingStoreID: "Ordering Store Id",
                .webhookSecret: "Webhook secret", .requestsPerMinute: "Requests per minute",
            ]
        case .fynd:
            [
                .apiURL: "API URL", .channelID: "Affiliate id", .authToken: "Affiliate token",
                .webhookSecret: "Secret key", .pullMinutes: "Minutes between pulls",
            ]
        }
    }
}

extension OMSKind {
    var outageTitle: String { "While \(title) is down" }
}

extension ModuleSettings {
    /// What a field shows; nil for a secret.
    func words(_ field: ModuleField) -> String? {
        field.text.map { self[keyPath: $0] } ?? field.number.map { "\(self[keyPath: $0.place])" }
    }
}

extension ModuleRow {
    /// What it shows of a secret distinguishes it from another one, and reveals nothing else.
    func fields(_ key: SecretKey) -> [ShownField] {
        let status = settings.isEnabled ? "enabled" : "disabled"
        let rule = settings.outageRule
        return [ShownField("status", "Status", status, words: settings.isEnabled ? "Enabled" : "Disabled")]
            + settings.oms.moduleFields.map { shown($0, $1, key) }
            + [ShownField("outage_rule", settings.oms.outageTitle, rule.rawValue, words: rule.title)]
    }

    private func shown(_ field: ModuleField, _ label: String, _ key: SecretKey) -> ShownField {
        if let words = settings.words(field) { return ShownField(field.rawValue, label, words, words: words) }
        var shown = ShownField.secret(field.rawValue, label, kept(field), key)
        if field == .webhookSecret, settings.oms.signsIn { shown.removal = "remove_webhook_secret" }
        return shown
    }

    /// A secret as it is stored; nil before there is one.
    func kept(_ field: ModuleField) -> [UInt8]? {
        switch field {
        case .password: passwordHash.map { Array($0.utf8) }
        case .authToken: sealedAuthToken
        case .webhookSecret: sealedWebhookSecret
        default: nil
        }
    }
}
