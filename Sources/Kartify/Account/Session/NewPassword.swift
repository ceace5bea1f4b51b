import Domain
import Storage
import Web

/// GET /account/new-password — what the link in the mail opens.
@Sendable func showNewPassword(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    let token = request.query["token"]
    let login = try world.customer(linkedBy: token, for: .newPassword, at: visitor.website, now: request.now)
    let status: Status = login == nil ? .notFound : .ok
    return try visitor.page(NewPasswordPage(login == nil ? nil : token), status: status, in: world)
}

/// POST /account/new-password — every session ends, and the link opens nothing any more.
@Sendable func setNewPassword(_ request: Request, by visitor: Visitor, in world: World) throws -> Response {
    let (form, now) = (request.form, request.now)
    let (token, website) = (form["token"], visitor.website)
    guard let login = try world.customer(linkedBy: token, for: .newPassword, at: website, now: now) else {
        return try visitor.page(NewPasswordPage(nil), status: .notFound, in: world)
    }
    do {
        let hash = try world.newPasswordHash(
            form, for: login.account.email, at: [website], line: "customers", FormErrors())
        try world.database.write { store in
            let current = try store.customer(id: login.account.id, of: website.id)
            guard current?.passwordHash == login.passwordHash else {
                throw Refusal(
                    .conflict, "The password was changed meanwhile. Sign in with it, or ask for another link.")
            }
            try store.setPassword(hash: hash, of: login.account, at: now)
            try store.notify(.passwordChanged, login.account, about: "\(now.milliseconds)", at: now)
            try store.audit(
                "Set a forgotten password", of: "customer \(login.account.id)", by: "a customer",
                from: request.remoteAddress, thing: nil, websiteID: website.id, at: now)
        }
        return .redirect(to: "/account/login?changed")
    } catch let errors as FormErrors {
        return try visitor.page(NewPasswordPage(token, errors), status: .unprocessable, in: world)
    }
}

struct NewPasswordPage: TitledPage {
    static let template = "account/session/new_password.html"
    let title = "Choose a new password"
    /// nil when the link opens nothing any more.
    let token: String?
    let fields: [FormField]

    init(_ token: String?, _ errors: FormErrors = FormErrors()) {
        self.token = token
        fields = PasswordRule.formFields(errors)
    }
}
