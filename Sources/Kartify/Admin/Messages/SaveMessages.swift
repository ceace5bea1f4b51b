import Crypto
import Domain
import Storage
import Web

/// GET /admin/messages
@Sendable func showMessages(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    try staff.page(try messagesPage(request, staff, world), in: world)
}

/// POST /admin/messages — with a proof where it changes who gets the customers' numbers.
@Sendable func saveMessages(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id = staff.website.id
    let fields = try world.database.read { try messageFields($0.messageSettings(of: id), world.key) }
    let guarded = fields.filter { $0.name != "sends_mail" }
    let needsProof = request.form.has(KeptForm.sealedField) || guarded.contains { $0.isTouched(in: request.form) }
    return try (needsProof ? proved(changeMessages) : changeMessages)(request, staff, world)
}

@Sendable private func changeMessages(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let form = request.form
    do {
        try staff.change(request, in: world) { [key = world.key, hasServer = world.network.mail != nil] store, change in
            let old = try store.messageSettings(of: change.websiteID)
            let thing = "messages of website \(change.websiteID)"
            let shown = messageFields(old, key)
            let typed = try MessagesForm(store.typed(form, over: shown, of: thing), old.settings, hasServer)
            try store.saveMessageSettings(typed.settings, of: change.websiteID)
            if let secret = typed.secret {
                let sealed = key.seal(secret, purpose: SealPurpose.smsSecret)
                try store.setSMSSecret(sealed: sealed, of: change.websiteID)
            }
            let now = messageFields(try store.messageSettings(of: change.websiteID), key)
            try store.audit("Saved the messages", of: now.changes(from: shown), change, thing: thing)
        }
        return .redirect(to: "/admin/messages?saved")
    } catch let errors as FormErrors {
        return try staff.page(
            try messagesPage(request, staff, world, typed: form, errors), status: .unprocessable, in: world)
    }
}

private func messagesPage(
    _ request: Request, _ staff: Staff, _ world: World, typed: Fields? = nil, _ errors: FormErrors = FormErrors()
) throws -> MessagesPage {
    let id = staff.website.id
    let fields = try world.database.read { try messageFields($0.messageSettings(of: id), world.key) }
    return MessagesPage(
        fields, typed, errors, hasServer: world.network.mail != nil, saved: request.query.has("saved"))
}

private func messageFields(_ kept: (settings: MessageSettings, sealedSecret: [UInt8]?), _ key: SecretKey)
    -> [ShownField]
{
    let isOn = kept.settings.sendsMail
    return [
        ShownField("sends_mail", "Mail", isOn ? "on" : "off", words: isOn ? "on" : "off"),
        ShownField("sms_url", "SMS webhook", kept.settings.smsURL, words: kept.settings.smsURL),
        .secret("sms_secret", "SMS secret", kept.sealedSecret, key),
    ]
}

private struct MessagesForm {
    let settings: MessageSettings
    /// A new one; nil to leave the old.
    let secret: String?

    init(_ form: Fields, _ old: MessageSettings, _ hasServer: Bool) throws {
        var errors = FormErrors()
        let sendsMail = form["sends_mail"] == "on"
        if sendsMail, !old.sendsMail, !hasServer {
            errors.add("sends_mail", "There is no mail server. Start Kartify with KARTIFY_SMTP and KARTIFY_MAIL_FROM.")
        }
        let url = form.trimmed("sms_url")
        if !url.isEmpty, APIURL(url) == nil {
            errors.add("sms_url", "Type an address that begins with https://, without ? or #.")
        }
        let typed = form.trimmed("sms_secret")
        if !typed.isEmpty, WebhookSecret.key(typed) == nil {
            errors.add("sms_secret", "A secret begins with whsec_, followed by base64. Copy it again.")
        }
        // The saved secret is never used for another host, nor is a webhook called unsigned.
        let isElsewhere = APIURL(url)?.origin != APIURL(old.smsURL)?.origin
        if !url.isEmpty, typed.isEmpty, isElsewhere {
            errors.add("sms_secret", "Type the secret that you share with the provider at this address.")
        }
        guard errors.isEmpty else { throw errors }
        settings = MessageSettings(sendsMail: sendsMail, smsURL: APIURL(url)?.text ?? "")
        secret = typed.isEmpty ? nil : typed
    }
}

struct MessagesPage: TitledPage {
    static let template = "admin/messages/messages.html"
    let title = "Messages to customers"
    let sendsMail: Bool
    let shownSendsMail: String
    let mailError: String?
    let hasServer: Bool
    let fields: [FormField]
    let saved: Bool
    let problem: String?

    init(_ shown: [ShownField], _ typed: Fields?, _ errors: FormErrors, hasServer: Bool, saved: Bool) {
        let typed = typed?.typed(over: shown)
        func now(_ name: String) -> ShownField? { shown.first { $0.name == name } }
        sendsMail = (typed?["sends_mail"] ?? now("sends_mail")?.now) == "on"
        shownSendsMail = now("sends_mail")?.now ?? ""
        mailError = errors["sends_mail"]
        self.hasServer = hasServer
        fields = [
            FormField(
                "sms_url", "Webhook of the provider of text messages", typed?["sms_url"] ?? now("sms_url")?.now ?? "",
                hint: "An https:// address. Leave empty for no text messages.", error: errors["sms_url"],
                over: now("sms_url")),
            FormField(
                "sms_secret", "Secret of the webhook", "", type: "password", autocomplete: "new-password",
                hint: "whsec_ and base64: calls are signed with it as Standard Webhooks says. Leave empty to keep it.",
                error: errors["sms_secret"], over: now("sms_secret")),
        ]
        self.saved = saved
        problem = errors.isEmpty ? nil : errors.headline
    }
}
