import Crypto
import Domain
import Storage
import Web

/// GET /account/login
@Sendable func showSignIn(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    if visitor.account != nil { return .redirect(to: "/account/orders") }
    let page = SignInPage(
        email: "", next: request.query["next"], problem: nil, notice: SignInPage.notice(request.query),
        canMail: try world.canMail(visitor.website))
    return try visitor.page(page, in: world)
}

/// POST /account/login
@Sendable func signIn(_ request: Request, by visitor: Visitor, in world: World) throws -> Response {
    let form = request.form
    do {
        // As it is looked up: the same address written in another way is no new try.
        let email = EmailAddress(form["email"])?.text ?? form.trimmed("email").lowercased()
        let throttle = SignInThrottle("customer \(visitor.website.id) \(email)", request, world)
        let found = try world.hashing(for: "customers") {
            try throttle.check()
            return try account(form, of: visitor.website, in: world)
        }
        guard let (account, hash) = found else {
            throw Refusal(
                .invalid, "E-mail address or password is wrong. Try again, or register if you have no account yet.")
        }
        try throttle.succeeded()
        return try openSession(of: account, request, visitor, world, next: form["next"], whosePassword: hash)
            .with("Set-Cookie", throttle.deviceCookie)
    } catch let refusal as Refusal {
        let page = SignInPage(
            email: form["email"], next: form["next"], problem: refusal.message, notice: nil,
            canMail: try world.canMail(visitor.website))
        return try visitor.page(page, status: FailureMessage.meaning(of: refusal.kind).0, in: world)
    }
}

private func account(_ form: Fields, of website: Website, in world: World) throws -> (CustomerAccount, String)? {
    let found = try EmailAddress(form["email"]).flatMap { email in
        try world.database.read { try $0.customer(email: email.text, of: website.id) }
    }
    // Without an account the same time is spent: the time taken does not reveal who has one.
    let isRight = world.passwords.verify(form["password"], against: found?.passwordHash ?? world.passwords.nobodysHash)
    return isRight ? found : nil
}

/// Signs a customer in.
///
/// - Parameter passwordHash: of the password that has just been given; nil where none was looked at.
func openSession(
    of account: CustomerAccount, _ request: Request, _ visitor: Visitor, _ world: World, next: String,
    whosePassword passwordHash: String? = nil
) throws -> Response {
    try world.openSession(
        of: .customer(account.id), guestOrdersOf: account.email, at: visitor.website, in: visitor.browser,
        replacing: visitor.session, request, next: localAddress(next) ?? "/account/orders",
        ifStill: { store in
            let current = try store.customer(email: account.email, of: account.websiteID)
            return current.map { $0.passwordHash == passwordHash ?? $0.passwordHash } ?? false
        })
}

/// POST /account/logout — the browser gets a new identity: its next user sees neither cart nor orders.
@Sendable func signOut(_ request: Request, by customer: Customer, in world: World) throws -> Response {
    if let session = customer.visitor.session?.hash(world.key) {
        try world.database.write { try $0.removeSession(session) }
    }
    var response = Response.signedOut(to: "/", CookieName.customer, request)
    response.remember(.random(), request)
    return response
}

struct SignInPage: TitledPage {
    static let template = "account/session/sign_in.html"
    let title = "Sign in"
    let email: String
    let next: String
    let problem: String?
    let notice: String?
    /// Whether a forgotten password, or a guest's order, can be mailed.
    let canMail: Bool

    static func notice(_ query: Fields) -> String? {
        if query.has("changed") { return "Your new password is saved. Sign in with it." }
        return query.has("email") ? "Your e-mail address is changed. Sign in with the new one." : nil
    }
}
