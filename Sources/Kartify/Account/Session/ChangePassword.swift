import Domain
import Storage
import Web

/// GET /account/password
@Sendable func showPassword(_ request: Request, to customer: Customer, in world: World) throws -> Response {
    try customer.page(PasswordPage(), in: world)
}

/// POST /account/password — every other session ends, and this browser goes on in a new one.
@Sendable func changePassword(_ request: Request, by customer: Customer, in world: World) throws -> Response {
    let form = request.form
    var errors = FormErrors()
    let account = customer.account
    let throttle = SignInThrottle("customer \(account.websiteID) \(account.email)", request, world)
    let known = try world.database.read { try $0.customer(email: account.email, of: account.websiteID) }
    guard let known else { throw Refusal.notFound("account") }
    let isRight = try world.hashing(for: "customers") {
        try throttle.check()
        return world.passwords.verify(form["current"], against: known.passwordHash)
    }
    if isRight { try throttle.succeeded() } else { errors.add("current", "The current password is wrong.") }
    PasswordRule.check(form, &errors)
    guard errors.isEmpty else { return try customer.page(PasswordPage(errors), status: .unprocessable, in: world) }
    let hash = try world.hashing(for: "customers") { world.passwords.hash(form["password"]) }
    try world.database.write { try $0.setPassword(hash: hash, of: account, at: request.now) }
    return try openSession(of: account, request, customer.visitor, world, next: "")
}

/// The old password, and the new one twice.
struct PasswordPage: TitledPage {
    static let template = "account/session/password.html"
    let title = "Change password"
    let fields: [FormField]

    init(_ errors: FormErrors = FormErrors()) {
        fields =
            [
                FormField(
                    "current", "Current password", "", type: "password", autocomplete: "current-password",
                    error: errors["current"])
            ] + PasswordRule.formFields(errors)
    }
}
