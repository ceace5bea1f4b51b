import Domain
import Storage
import Web

/// The settings of a website's OMS. Secrets are never shown again, only replaced.
struct ModulePage: TitledPage {
    static let template = "admin/modules/arvind.html"
    static let calls = 10

    /// The result of **Test connection**.
    struct Test: Encodable, Sendable {
        let isGood: Bool
        let message: String
        let milliseconds: Int
        let response: String
    }

    struct Call: Encodable, Sendable {
        let at: String
        let kind: String
        let status: Int
        let request: String
        let response: String
    }

    let title: String
    let isEnabled: Bool
    let fields: [FormField]
    let statusError: String?
    let shownStatus: String
    let hasWebhookSecret: Bool
    let hasPassword: Bool
    /// Until when the previous password is accepted.
    let oldPasswordUntil: String?
    /// Until when the previous webhook secret is accepted.
    let oldSecretUntil: String?
    let base: String
    let username: String
    let calls: [Call]
    let troubles: [TroubleLine]
    /// When the last clear answer came.
    let lastGood: String
    /// Until when the OMS is not called.
    let pausedUntil: String?
    let saved: Bool
    let problem: String?
    let test: Test?
    let maySave: Bool

    init(
        _ module: ModuleRow, shown fields: [ShownField], of oms: OMSKind, base: String, typed: Fields?,
        errors: FormErrors, calls: [ExchangeRow],
        troubles: [OMSTrouble], health: OMSHealth, pausedUntil: Instant?, saved: Bool,
        test: Test?, maySave: Bool, now: Instant
    ) {
        title = oms.fullTitle
        let name = oms.title
        let settings = module.settings
        let typed = typed?.typed(over: fields)
        func shown(_ name: String) -> ShownField? { fields.first { $0.name == name } }
        func field(_ name: String, _ label: String, _ value: String, hint: String? = nil) -> FormField {
            FormField(name, label, typed?[name] ?? value, hint: hint, error: errors[name], over: shown(name))
        }
        func secret(_ name: String, _ label: String, isSet: Bool, _ purpose: String) -> FormField {
            FormField(
                name, label, "", type: "password", autocomplete: "new-password",
                hint: (isSet ? "Saved. Leave this empty to keep it. " : "Not set yet. ") + purpose, error: errors[name],
                over: shown(name))
        }
        isEnabled = typed.map { $0["status"] == "enabled" } ?? settings.isEnabled
        statusError = errors["status"]
        shownStatus = shown("status")?.now ?? ""
        self.fields = [
            field(
                "username", "Username", settings.username,
                hint: "\(name) signs in with it on our inventory API and webhook."),
            secret("password", "Password", isSet: module.passwordHash != nil, "\(name) signs in with it."),
            secret(
                "auth_token", "Auth Token", isSet: module.sealedAuthToken != nil, "Sent with every call to \(name)."),
            field("channel_id", "Channel ID", settings.channelID),
            field("warehouse_id", "Warehouse ID", settings.warehouseID),
            field(
                "api_url", "API URL", settings.apiURL,
                hint: "Where \(name) answers: https://… (http only on this machine)."),
            field("ordering_store_id", "Ordering Store Id", settings.orderingStoreID, hint: "Issued by \(name)."),
            secret(
                "webhook_secret", "Webhook secret", isSet: module.sealedWebhookSecret != nil,
                "Optional, begins with whsec_: events must then be signed with it."),
            field(
                "requests_per_minute", "Requests per minute", "\(settings.requestsPerMinute)",
                hint: "How many calls a minute this website accepts from \(name); 0 for no limit."),
        ]
        hasPassword = module.passwordHash != nil
        oldPasswordUntil = module.previousPassword?.until.ist
        hasWebhookSecret = module.sealedWebhookSecret != nil
        oldSecretUntil = module.previousWebhookSecret.flatMap { $0.until > now ? $0.until.ist : nil }
        self.base = base
        username = settings.username.isEmpty ? "USERNAME" : settings.username
        self.calls = calls.map(Call.init)
        self.troubles = troubles.map { TroubleLine($0, oms) }
        lastGood = health.lastGood(at: now)
        self.pausedUntil = pausedUntil?.istWithSeconds
        self.saved = saved
        problem = errors.isEmpty ? nil : errors.headline
        self.test = test
        self.maySave = maySave
    }
}

extension ModulePage.Call {
    init(_ exchange: ExchangeRow) {
        at = exchange.at.istWithSeconds
        kind = exchange.kind.rawValue
        status = exchange.httpStatus ?? 0
        request = String(exchange.request.prefix(2000))
        response = String(exchange.response.prefix(2000))
    }
}
