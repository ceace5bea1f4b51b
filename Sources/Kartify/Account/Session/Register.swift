import Crypto
import Domain
import Storage
import Web

/// GET /account/register
@Sendable func showRegister(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    if visitor.account != nil { return .redirect(to: "/account/orders") }
    return try visitor.page(RegisterPage(.none, isSent: request.query.has("sent")), in: world)
}

/// POST /account/register
@Sendable func register(_ request: Request, by visitor: Visitor, in world: World) throws -> Response {
    let form = request.form
    do {
        let (name, email) = try checked(form, at: visitor.website)
        // A try that fails reveals something, too: whether there is an account.
        try world.brake(.registration, request, visitor)
        // Slow on purpose, so it is done before the write that everybody waits for.
        let hash = try world.hashing(for: "customers") { world.passwords.hash(form["password"]) }
        let now = request.now
        if try world.canMail(visitor.website) {
            try world.askToFinish(name, email, hash, at: visitor.website, now)
            return .redirect(to: "/account/register?sent")
        }
        let account = try world.database.write { store in
            guard try store.customer(email: email.text, of: visitor.website.id) == nil else { throw taken }
            return try store.addCustomer(
                websiteID: visitor.website.id, email: email, name: name, passwordHash: hash, at: now)
        }
        return try openSession(of: account, request, visitor, world, next: "")
    } catch let errors as FormErrors {
        return try visitor.page(RegisterPage(form, errors), status: .unprocessable, in: world)
    }
}

extension World {
    /// Mails the link that finishes a registration; or, where the address has an account, that it has. The page says the same of both.
    fileprivate func askToFinish(
        _ name: String, _ email: EmailAddress, _ hash: String, at website: Website, _ now: Instant
    ) throws {
        try database.write { store in
            if let known = try store.customer(email: email.text, of: website.id)?.account {
                return try store.notify(.accountExists, known, at: now)
            }
            let account = try store.addCustomer(
                websiteID: website.id, email: email, name: name, passwordHash: hash, isPending: true, at: now)
            try store.notify(.registration, account, at: now)
        }
    }
}

private func checked(_ form: Fields, at website: Website) throws -> (name: String, email: EmailAddress) {
    var errors = FormErrors()
    let name = errors.require(PersonName(form["name"])?.text, "name", "Type your name.")
    let email = errors.require(EmailAddress(form["email"]), "email", "Type an e-mail address such as asha@example.com.")
    PasswordRule.check(form, of: email?.text ?? "", at: [website.name], &errors)
    guard let name, let email, errors.isEmpty else { throw errors }
    return (name, email)
}

private let taken = FormErrors("email", "An account with this address already exists. Sign in instead.")

struct RegisterPage: TitledPage {
    static let template = "account/session/register.html"
    let title = "Register"
    let isSent: Bool
    let fields: [FormField]

    init(_ typed: Fields, _ errors: FormErrors = FormErrors(), isSent: Bool = false) {
        self.isSent = isSent
        fields =
            [
                FormField("name", "Name", typed["name"], autocomplete: "name", error: errors["name"]),
                FormField(
                    "email", "E-mail", typed["email"], type: "email", autocomplete: "email", error: errors["email"]),
            ] + PasswordRule.formFields(errors)
    }
}
