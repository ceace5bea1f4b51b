import Domain
import Storage
import Web

/// GET /account/registration — what the link in the mail opens. It asks for the password: else somebody could register with another's
/// address, and wait until they press the link.
@Sendable func showRegistration(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    let token = request.query["token"]
    let login = try world.customer(linkedBy: token, for: .registration, at: visitor.website, now: request.now)
    let page = RegistrationPage(login == nil ? nil : token)
    return try visitor.page(page, status: login == nil ? .notFound : .ok, in: world)
}

/// POST /account/registration — the address is proved, and there is an account from now on.
@Sendable func finishRegistration(_ request: Request, by visitor: Visitor, in world: World) throws -> Response {
    let token = request.form["token"]
    guard
        let login = try world.customer(linkedBy: token, for: .registration, at: visitor.website, now: request.now)
    else { return try visitor.page(RegistrationPage(nil), status: .notFound, in: world) }
    let account = login.account
    do {
        let throttle = SignInThrottle("customer \(account.websiteID) \(account.email)", request, world)
        let isRight = try world.hashing(for: "customers") {
            try throttle.check()
            return world.passwords.verify(request.form["password"], against: login.passwordHash)
        }
        guard isRight else { throw Refusal(.invalid, "This is not the password that you registered with.") }
        try throttle.succeeded()
        try world.database.write { try $0.confirmCustomer(account.id) }
        return try openSession(of: account, request, visitor, world, next: "", whosePassword: login.passwordHash)
            .with("Set-Cookie", throttle.deviceCookie)
    } catch let refusal as Refusal {
        let status = FailureMessage.meaning(of: refusal.kind).0
        return try visitor.page(RegistrationPage(token, problem: refusal.message), status: status, in: world)
    }
}

struct RegistrationPage: TitledPage {
    static let template = "account/session/registration.html"
    let title = "Finish your registration"
    /// nil when the link opens nothing any more.
    let token: String?
    let problem: String?

    init(_ token: String?, problem: String? = nil) {
        self.token = token
        self.problem = problem
    }
}
