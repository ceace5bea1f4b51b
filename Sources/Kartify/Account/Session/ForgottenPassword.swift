import Domain
import Storage
import Web

/// GET /account/forgotten-password
@Sendable func showForgottenPassword(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    let page = ForgottenPasswordPage(
        canMail: try world.canMail(visitor.website), isSent: request.query.has("sent"))
    return try visitor.page(page, in: world)
}

/// POST /account/forgotten-password — the same answer whether there is an account or not. Asked again within minutes, one mail goes
/// out; the account stays as it is until its owner has chosen another password.
@Sendable func sendNewPassword(_ request: Request, by visitor: Visitor, in world: World) throws -> Response {
    guard let email = EmailAddress(request.form["email"]) else {
        let errors = FormErrors("email", "Type an e-mail address such as asha@example.com.")
        let page = ForgottenPasswordPage(
            canMail: try world.canMail(visitor.website), typed: request.form["email"], errors)
        return try visitor.page(page, status: .unprocessable, in: world)
    }
    try world.brake(.mail, request, visitor)
    let (id, now) = (visitor.website.id, request.now)
    let subject = world.key.hash("\(id) \(email.text)", purpose: "forgotten password")
    try world.database.write { store in
        // So that both answers cost a write: how long one takes says nothing either.
        try store.addSignInFailure(of: subject, at: now)
        guard let account = try store.customer(email: email.text, of: id)?.account else { return }
        try store.notify(.forgottenPassword, account, at: now)
    }
    return .redirect(to: "/account/forgotten-password?sent")
}

struct ForgottenPasswordPage: TitledPage {
    static let template = "account/session/forgotten_password.html"
    let title = "Forgot your password?"
    let canMail: Bool
    let isSent: Bool
    let fields: [FormField]

    init(canMail: Bool, isSent: Bool = false, typed: String = "", _ errors: FormErrors = FormErrors()) {
        self.canMail = canMail
        self.isSent = isSent
        fields = [
            FormField("email", "E-mail", typed, type: "email", autocomplete: "email", error: errors["email"])
        ]
    }
}
