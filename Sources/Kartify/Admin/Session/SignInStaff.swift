import Crypto
import Domain
import Storage
import Web

/// GET /admin/login
@Sendable func showStaffSignIn(_ request: Request, to visitor: StaffSignInVisitor, in world: World) throws -> Response {
    try visitor.page(
        StaffSignInPage(
            username: "", next: request.query["next"], problem: nil, isChanged: request.query.has("changed")),
        in: world)
}

/// POST /admin/login — an account with a second factor is asked for a code next.
@Sendable func signInStaff(_ request: Request, by visitor: StaffSignInVisitor, in world: World) throws -> Response {
    let form = request.form
    do {
        let throttle = SignInThrottle("staff \(form.trimmed("username").lowercased())", request, world)
        let found = try world.hashing(for: "staff") {
            try throttle.check()
            return try login(form, in: world)
        }
        guard let login = found else {
            throw Refusal(.invalid, "Username or password is wrong. Try again.")
        }
        if let end = login.passwordUntil, end <= request.now {
            throw Refusal(.invalid, "This one-time password is too old. Ask an administrator for another one.")
        }
        if login.sealedSecret != nil {
            try throttle.goesOn()
            let ticket = SignInTicket(of: login, world.key).sealed(at: request.now, world.key)
            return try visitor.page(SignInCodePage(ticket: ticket, next: form["next"], problem: nil), in: world)
        }
        return try world.openStaffSession(of: login, throttle, request, visitor)
    } catch let refusal as Refusal {
        try world.note(refusal, of: form.trimmed("username"), request)
        let page = StaffSignInPage(username: form["username"], next: form["next"], problem: refusal.message)
        return try visitor.page(page, status: FailureMessage.meaning(of: refusal.kind).0, in: world)
    }
}

private func login(_ form: Fields, in world: World) throws -> StaffLogin? {
    let username = form.trimmed("username").lowercased()
    let found = try world.database.read { try $0.staff(username: username) }
    let isRight = world.passwords.verify(form["password"], against: found?.passwordHash ?? world.passwords.nobodysHash)
    return isRight ? found : nil
}

/// POST /admin/logout
@Sendable func signOutStaff(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let hash = staff.session.hash(world.key)
    let browser = BrowserToken.random()
    let (earlier, owner) = (staff.browser.hash(world.key), browser.hash(world.key))
    try staff.change(request, in: world) { store, change in
        try store.removeSession(hash)
        try store.moveBrowser(from: earlier, to: owner, guestOrdersOf: nil)
        try store.auditEverywhere("Signed out", of: "", by: change.staff, from: change.address, at: change.now)
    }
    var response = Response.signedOut(to: "/admin/login", CookieName.staff, request)
    response.remember(browser, request)
    return response
}

struct StaffSignInPage: TitledPage {
    static let template = "admin/session/sign_in.html"
    let title = "Sign in"
    let username: String
    let next: String
    let problem: String?
    /// Whether a link in a mail has just done so.
    var isChanged = false
}
