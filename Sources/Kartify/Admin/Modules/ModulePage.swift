import Domain
import Storage
import Web

/// The settings of a website for an OMS that signs in.
struct ModulePage: TitledPage {
    static let template = "admin/modules/arvind.html"

    let title: String
    let part: ModulePart
    let hasPassword: Bool
    let oldPasswordUntil: String?
    let username: String

    init(_ part: ModulePart, _ module: ModuleRow) {
        title = part.omsFullTitle
        self.part = part
        hasPassword = module.passwordHash != nil
        oldPasswordUntil = module.previousPassword?.until.ist
        username = module.settings.username.isEmpty ? "USERNAME" : module.settings.username
    }
}

struct OutageChoice: Page {
    static let template = "admin/modules/outage_rule.html"
    /// The short name of the module's OMS, which may not be the website's.
    let oms: String
    let rule: Select
}

/// What the settings of every OMS show. Secrets are never shown again, only replaced.
struct ModulePart: PagePart {
    static let calls = 10

    struct Test: Codable, Sendable {
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

    /// Not always the website's own OMS.
    let oms: String
    let omsFullTitle: String
    let omsID: String
    let isEnabled: Bool
    let fields: [FormField]
    let outageRule: OutageChoice
    let statusError: String?
    let shownStatus: String
    let hasWebhookSecret: Bool
    let oldSecretUntil: String?
    let base: String
    let calls: [Call]
    let troubles: [TroubleLine]
    /// When the last clear answer came.
    let lastGood: String?
    /// Until when the OMS is not called.
    let pausedUntil: String?
    let saved: Bool
    let problem: String?
    let test: Test?
    let maySave: Bool

    init(
        _ module: ModuleRow, shown fields: [ShownField], base: String, typed: Fields?,
        errors: FormErrors, calls: [ExchangeRow],
        troubles: [OMSTrouble], health: OMSHealth?, pausedUntil: Instant?, saved: Bool,
        test: Test?, maySave: Bool, now: Instant
    ) {
        let settings = module.settings
        let kind = settings.oms
        oms = kind.title
        omsFullTitle = kind.fullTitle
        omsID = kind.rawValue
        let typed = typed?.typed(over: fields)
        isEnabled = typed.map { $0["status"] == "enabled" } ?? settings.isEnabled
        statusError = errors["status"]
        shownStatus = fields.first { $0.name == "status" }?.now ?? ""
        self.fields = kind.moduleFields.map { field, label in
            FormField(field, label, of: module, typed, errors, over: fields.first { $0.name == field.rawValue })
        }
        let rule = typed?.value("outage_rule") ?? settings.outageRule.rawValue
        outageRule = OutageChoice(
            oms: kind.title,
            rule: Select(
                "outage_rule", kind.outageTitle,
                OutageRule.allCases.map { .init(value: $0.rawValue, title: $0.title, selected: $0.rawValue == rule) },
                error: errors["outage_rule"], over: fields.first { $0.name == "outage_rule" }))
        hasWebhookSecret = module.sealedWebhookSecret != nil
        oldSecretUntil = module.previousWebhookSecret.flatMap { $0.until > now ? $0.until.ist : nil }
        self.base = base
        self.calls = calls.map(Call.init)
        self.troubles = troubles.filter { $0.oms == kind }.map(TroubleLine.init)
        lastGood = health?.lastGood(at: now)
        self.pausedUntil = pausedUntil?.istWithSeconds
        self.saved = saved
        problem = errors.isEmpty ? nil : errors.headline
        self.test = test
        self.maySave = maySave
    }
}

extension FormField {
    fileprivate init(
        _ field: ModuleField, _ label: String, of module: ModuleRow, _ typed: Fields?, _ errors: FormErrors,
        over shown: ShownField?
    ) {
        let name = field.rawValue
        let hint = field.hint(module.settings.oms)
        if let words = module.settings.words(field) {
            self.init(name, label, typed?[name] ?? words, hint: hint, error: errors[name], over: shown)
        } else {
            let state = module.kept(field) == nil ? "Not set yet." : "Saved. Leave this empty to keep it."
            self.init(
                name, label, "", type: "password", autocomplete: "new-password", hint: "\(state) \(hint ?? "")",
                error: errors[name], over: shown)
        }
    }
}

extension ModuleField {
    fileprivate func hint(_ oms: OMSKind) -> String? {
        let name = oms.title
        return switch self {
        case .username: "\(name) signs in with it on our inventory API and webhook."
        case .password: "\(name) signs in with it."
        case .authToken: "Sent with every call to \(name)."
        case .channelID: oms.signsIn ? nil : "Issued by \(name)."
        case .warehouseID: nil
        case .apiURL: "Where \(name) answers: https://… (http only on this machine)."
        case .orderingStoreID: "Issued by \(name)."
        case .webhookSecret where oms.signsIn: "Optional, begins with whsec_: events must then be signed with it."
        case .webhookSecret: "\(name) signs its events with it."
        case .requestsPerMinute: "How many calls a minute this website accepts from \(name); 0 for no limit."
        case .pullMinutes:
            "How often \(name) is asked for its stock: every 15 minutes where much is sold, up to 60 elsewhere."
        }
    }
}

extension ModulePart.Call {
    init(_ exchange: ExchangeRow) {
        at = exchange.at.istWithSeconds
        kind = exchange.kind.rawValue
        status = exchange.httpStatus ?? 0
        request = String(exchange.request.prefix(2000))
        response = String(exchange.response.prefix(2000))
    }
}
