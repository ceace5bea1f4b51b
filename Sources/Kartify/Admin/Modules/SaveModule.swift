import Domain
import Storage
import Web

/// POST /admin/modules/:oms — with a proof where it changes a secret, or who is sent one.
@Sendable func saveModule(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let guarded: Set = ["password", "auth_token", "webhook_secret", "api_url"]
    let fields = try module(request, of: staff, in: world).fields(world.key).filter { guarded.contains($0.name) }
    let needsProof = request.form.has(KeptForm.sealedField) || fields.contains { $0.isTouched(in: request.form) }
    return try (needsProof ? proved(changeModule) : changeModule)(request, staff, world)
}

@Sendable private func changeModule(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let oms = staff.website.oms
    do {
        let module = try module(request, of: staff, in: world)
        let (shown, thing) = (module.fields(world.key), "module of website \(staff.website.id)")
        let form = try world.database.read { try $0.typed(request.form, over: shown, of: thing) }
        let edit = try ModuleChange(form, of: module, at: staff.website, world)
        try staff.change(request, in: world) { store, change in
            guard try store.module(of: change.websiteID)?.fields(world.key) == shown else { throw savedMeanwhile }
            try store.applyModuleChange(edit, of: change.websiteID, at: change.now)
            try store.retryRefusedOrders(of: change.websiteID, withProduct: nil, now: change.now)
            try store.audit("Saved the \(oms.title) module", of: edit.summary, change, thing: thing)
            if let host = edit.newHost { try store.tellNewHost(host, of: oms, change) }
        }
        return .redirect(to: "/admin/modules/\(oms.rawValue)?saved")
    } catch let errors as FormErrors {
        let page = try modulePage(request, staff, world, typed: request.form, errors: errors)
        return try staff.page(page, status: .unprocessable, in: world)
    }
}

private let savedMeanwhile = Refusal(
    .conflict,
    "Somebody saved these settings at the same moment, and nothing of yours was saved. Go back and save again.")

/// A form's changes to a module, validated, hashed and encrypted, so that the write is fast.
private struct ModuleChange {
    /// The differences for the audit trail: secrets by name only.
    let summary: String
    let settings: ModuleSettings
    /// Where the calls go from now on, if it is another host than the one that was given the Auth Token before.
    let newHost: String?
    let passwordHash: String?
    let keepsOldPassword: Bool
    let sealedAuthToken: [UInt8]?
    let sealedWebhookSecret: [UInt8]?
    let removesWebhookSecret: Bool
    let keepsOldWebhookSecret: Bool

    init(_ form: Fields, of module: ModuleRow, at website: Website, _ world: World) throws {
        var errors = FormErrors()
        let isEnabled = form["status"] == "enabled"
        func text(_ name: String, _ label: String) -> String {
            let value = form.trimmed(name)
            if value.count > 200 { errors.add(name, "Keep this under 200 characters.") }
            if isEnabled && value.isEmpty { errors.add(name, "\(label) is needed before the module can be enabled.") }
            return value
        }
        let username = text("username", "Username")
        if username.contains(":") { errors.add("username", "A username cannot contain a colon.") }
        let url = text("api_url", "API URL")
        let apiURL =
            url.isEmpty
            ? ""
            : errors.require(
                APIURL(url)?.text, "api_url",
                "Type an address that begins with https:// (http:// only for this machine), without ? or #.")
        let target = apiURL.flatMap(APIURL.init)
        let isNew = module.sealedAuthToken != nil && target?.origin != APIURL(module.settings.apiURL)?.origin
        newHost = isNew ? target?.authority : nil
        let typedLimit = form.trimmed("requests_per_minute")
        let limit =
            form.has("requests_per_minute")
            ? errors.require(
                typedLimit.isEmpty ? 0 : Int(typedLimit).flatMap { ModuleSettings.limits.contains($0) ? $0 : nil },
                "requests_per_minute", "Type a whole number from 0 to \(ModuleSettings.limits.upperBound).")
            : module.settings.requestsPerMinute
        settings = ModuleSettings(
            isEnabled: isEnabled, username: username, channelID: text("channel_id", "Channel ID"),
            warehouseID: text("warehouse_id", "Warehouse ID"), apiURL: apiURL ?? "",
            orderingStoreID: text("ordering_store_id", "Ordering Store Id"), requestsPerMinute: limit ?? 0)
        let (password, token, secret) = (form["password"], form["auth_token"].trimmed, form["webhook_secret"].trimmed)
        if !password.isEmpty,
            let objection = PasswordRule.objection(to: password, of: username, at: [website.name])
        {
            errors.add("password", objection)
        }
        if isEnabled && password.isEmpty && module.passwordHash == nil {
            errors.add("password", "Password is needed before the module can be enabled.")
        }
        if isEnabled && token.isEmpty && module.sealedAuthToken == nil {
            errors.add("auth_token", "Auth Token is needed before the module can be enabled.")
        }
        if newHost != nil && token.isEmpty {
            errors.add(
                "auth_token",
                "The API URL names another host. Type the Auth Token for it: the saved one is not sent there.")
        }
        // It goes into a header, so only characters that a header may hold.
        if !token.utf8.allSatisfy({ (33...126).contains($0) }) || token.count > 4000 {
            errors.add("auth_token", "A token has only visible ASCII characters. Copy it again.")
        }
        if !secret.isEmpty && WebhookSecret.key(secret) == nil {
            errors.add("webhook_secret", "A webhook secret begins with whsec_, followed by base64. Copy it again.")
        }
        guard errors.isEmpty else { throw errors }
        passwordHash = password.isEmpty ? nil : try world.hashing(for: "staff") { world.passwords.hash(password) }
        keepsOldPassword = !password.isEmpty && module.passwordHash != nil && form.has("keep_old_password")
        sealedAuthToken = token.isEmpty ? nil : world.key.seal(token, purpose: SealPurpose.authToken)
        sealedWebhookSecret = secret.isEmpty ? nil : world.key.seal(secret, purpose: SealPurpose.webhookSecret)
        removesWebhookSecret = secret.isEmpty && form.has("remove_webhook_secret")
        keepsOldWebhookSecret =
            !secret.isEmpty && module.sealedWebhookSecret != nil && form.has("keep_old_webhook_secret")
        let secrets = [
            ("Password", passwordHash != nil), ("Auth Token", !token.isEmpty), ("Webhook secret", !secret.isEmpty),
        ]
        let changes =
            settings.changes(from: module.settings) + secrets.filter(\.1).map { "\($0.0) replaced" }
            + (keepsOldPassword ? ["Old password kept for 24 hours"] : [])
            + (keepsOldWebhookSecret ? ["Old webhook secret kept for 24 hours"] : [])
            + (removesWebhookSecret ? ["Webhook secret removed"] : [])
        summary = changes.isEmpty ? "nothing changed" : changes.joined(separator: "; ")
    }
}

extension ModuleSettings {
    /// `Username: a → b`, for each field that differs.
    fileprivate func changes(from old: ModuleSettings) -> [String] {
        let fields = [
            ("Status", old.isEnabled ? "Enabled" : "Disabled", isEnabled ? "Enabled" : "Disabled"),
            ("Username", old.username, username), ("Channel ID", old.channelID, channelID),
            ("Warehouse ID", old.warehouseID, warehouseID), ("API URL", old.apiURL, apiURL),
            ("Ordering Store Id", old.orderingStoreID, orderingStoreID),
            ("Requests per minute", "\(old.requestsPerMinute)", "\(requestsPerMinute)"),
        ]
        return fields.filter { $0.1 != $0.2 }.map { "\($0.0): \($0.1) → \($0.2)" }
    }
}

extension Transaction {
    /// Tells the other administrators where orders, addresses and the Auth Token go from now on.
    fileprivate func tellNewHost(_ host: String, of oms: OMSKind, _ change: StaffChange) throws {
        let message =
            "\(change.staff) has changed where \(oms.title) is called: orders and the Auth Token go to \(host) now."
        try alertStaff(.newAPIHost, message, of: change.websiteID, at: change.now)
    }

    fileprivate func applyModuleChange(_ change: ModuleChange, of websiteID: ID<Website>, at now: Instant) throws {
        try saveModule(change.settings, of: websiteID, at: now)
        if let hash = change.passwordHash {
            let end = change.keepsOldPassword ? now + .hours(24) : nil
            try setModulePassword(hash: hash, of: websiteID, keepingOldUntil: end)
        }
        if let token = change.sealedAuthToken { try setAuthToken(sealed: token, of: websiteID) }
        if let secret = change.sealedWebhookSecret {
            let end = change.keepsOldWebhookSecret ? now + .hours(24) : nil
            try setWebhookSecret(sealed: secret, of: websiteID, keepingOldUntil: end)
        }
        if change.removesWebhookSecret { try setWebhookSecret(sealed: nil, of: websiteID) }
    }
}
