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
    let module = try module(request, of: staff, in: world)
    let oms = module.settings.oms
    do {
        let (shown, thing) = (module.fields(world.key), "\(oms.rawValue) module of website \(staff.website.id)")
        let form = try world.database.read { try $0.typed(request.form, over: shown, of: thing) }
        let edit = try ModuleChange(form, of: module, at: staff.website, world)
        try staff.change(request, in: world) { store, change in
            guard try store.module(of: change.websiteID, oms)?.fields(world.key) == shown else { throw savedMeanwhile }
            try store.applyModuleChange(edit, of: change.websiteID, at: change.now)
            try store.retryRefusedOrders(of: change.websiteID, withProduct: nil, now: change.now)
            try store.audit("Saved the \(oms.title) module", of: edit.summary, change, thing: thing)
            if let host = edit.newHost { try store.tellNewHost(host, of: oms, change) }
        }
        return .redirect(to: "/admin/modules/\(oms.rawValue)?saved")
    } catch let errors as FormErrors {
        return try modulePage(request, staff, world, typed: request.form, errors: errors)
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
        let oms = module.settings.oms
        settings = ModuleSettings(form, over: module.settings, &errors)
        let target = APIURL(settings.apiURL)
        let isNew = module.sealedAuthToken != nil && target?.origin != APIURL(module.settings.apiURL)?.origin
        newHost = isNew ? target?.authority : nil
        let (password, token, secret) = (form["password"], form["auth_token"].trimmed, form["webhook_secret"].trimmed)
        if !password.isEmpty,
            let objection = PasswordRule.objection(to: password, of: settings.username, at: [website.name])
        {
            errors.add("password", objection)
        }
        if settings.isEnabled {
            for (field, label) in oms.moduleFields
            where module.isMissing(field) && form[field.rawValue].trimmed.isEmpty {
                errors.add(field.rawValue, "\(label) is needed before the module can be enabled.")
            }
        }
        if newHost != nil && token.isEmpty {
            errors.add(
                "auth_token",
                "The API URL names another host. Type the \(oms.tokenTitle) for it: the saved one is not sent there.")
        }
        // It goes into a header, so only characters that a header may hold.
        if !token.utf8.allSatisfy({ (33...126).contains($0) }) || token.count > 4000 {
            errors.add("auth_token", "A token has only visible ASCII characters. Copy it again.")
        }
        if !secret.isEmpty && oms.signingKey(secret) == nil { errors.add("webhook_secret", oms.secretObjection) }
        guard errors.isEmpty else { throw errors }
        passwordHash = password.isEmpty ? nil : try world.hashing(for: "staff") { world.passwords.hash(password) }
        keepsOldPassword = !password.isEmpty && module.passwordHash != nil && form.has("keep_old_password")
        sealedAuthToken = token.isEmpty ? nil : world.key.seal(token, purpose: SealPurpose.authToken)
        sealedWebhookSecret = secret.isEmpty ? nil : world.key.seal(secret, purpose: SealPurpose.webhookSecret)
        removesWebhookSecret = secret.isEmpty && oms.signsIn && form.has("remove_webhook_secret")
        keepsOldWebhookSecret =
            !secret.isEmpty && module.sealedWebhookSecret != nil && form.has("keep_old_webhook_secret")
        let replaced = oms.moduleFields.filter { field, _ in
            module.settings.words(field) == nil && !form[field.rawValue].trimmed.isEmpty
        }
        let changes =
            settings.changes(from: module.settings) + replaced.map { "\($0.value) replaced" }
            + (keepsOldPassword ? ["Old password kept for 24 hours"] : [])
            + (keepsOldWebhookSecret ? ["Old webhook secret kept for 24 hours"] : [])
            + (removesWebhookSecret ? ["Webhook secret removed"] : [])
        summary = changes.isEmpty ? "nothing changed" : changes.joined(separator: "; ")
    }
}

extension ModuleRow {
    fileprivate func isMissing(_ field: ModuleField) -> Bool {
        guard settings.words(field) == nil, kept(field) == nil else { return false }
        return field != .webhookSecret || !settings.oms.signsIn
    }
}

extension Transaction {
    /// Notifies the other administrators where orders, addresses and the Auth Token go from now on.
    fileprivate func tellNewHost(_ host: String, of oms: OMSKind, _ change: StaffChange) throws {
        let message =
            "\(change.staff) has changed where \(oms.title) is called: orders and the \(oms.tokenTitle) go to \(host) now."
        try alertStaff(.newAPIHost, message, of: change.websiteID, at: change.now)
    }

    fileprivate func applyModuleChange(_ change: ModuleChange, of websiteID: ID<Website>, at now: Instant) throws {
        let oms = change.settings.oms
        try saveModule(change.settings, of: websiteID, at: now)
        if let hash = change.passwordHash {
            let end = change.keepsOldPassword ? now + .hours(24) : nil
            try setModulePassword(hash: hash, of: websiteID, oms, keepingOldUntil: end)
        }
        if let token = change.sealedAuthToken { try setAuthToken(sealed: token, of: websiteID, oms) }
        if let secret = change.sealedWebhookSecret {
            let end = change.keepsOldWebhookSecret ? now + .hours(24) : nil
            try setWebhookSecret(sealed: secret, of: websiteID, oms, keepingOldUntil: end)
        }
        if change.removesWebhookSecret { try setWebhookSecret(sealed: nil, of: websiteID, oms) }
    }
}
