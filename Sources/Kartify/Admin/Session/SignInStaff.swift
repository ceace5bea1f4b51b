import Crypto
import Domain
import Storage
import Web

/// GET /admin/login
@Sendable func showStaffSignIn(_ request: Request, to visitor: StaffSignInVisitor, in world: World) throws -> Response {
    try visitor.page(StaffSignInPage(username: "", next: request.query["next"], problem: nil), in: world)
}

/// POST /admin/login
@Sendable func signInStaff(_ request: Request, by visitor: StaffSignInVisitor, in world: World) throws -> Response {
    let form = request.form
    do {
        let throttle = SignInThrottle("staff \(form.trimmed("username").lowercased())", request, world)
        let found = try world.hashing(for: "staff") {
            try throttle.check()
            return try member(form, in: world)
        }
        guard let member = found else {
            throw Refusal(.invalid, "Username or password is wrong. Try again.")
        }
        try throttle.succeeded()
        return try openStaffSession(of: member, request, visitor, world).with("Set-Cookie", throttle.deviceCookie)
    } catch let refusal as Refusal {
        let page = StaffSignInPage(username: form["username"], next: form["next"], problem: refusal.message)
        return try visitor.page(page, status: FailureMessage.meaning(of: refusal.kind).0, in: world)
    }
}

private func member(_ form: Fields, in world: World) throws -> StaffMember? {
    let username = form.trimmed("username").lowercased()
    let found = try world.database.read { try $0.staff(username: username) }
    let isRight = world.passwords.verify(form["password"], against: found?.passwordHash ?? world.passwords.nobodysHash)
    return isRight ? found?.member : nil
}

private func openStaffSession(
    of member: StaffMember, _ request: Request, _ visitor: StaffSignInVisitor, _ world: World
) throws -> Response {
    let session = BrowserToken.random()
    let hash = session.hash(world.key)
    let end = request.now + .hours(12)
    let websiteID = visitor.website.id
    try world.database.write { try $0.addSession(hash, staffID: member.id, websiteID: websiteID, until: end) }
    let cookie = Cookie(
        CookieName.staff, session.cookieValue, path: "/admin", isSecure: request.isSecure, seconds: 12 * 3600)
    return Response.redirect(to: localAddress(request.form["next"]) ?? "/admin").with("Set-Cookie", cookie.header)
}

/// POST /admin/logout
@Sendable func signOutStaff(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let hash = staff.session.hash(world.key)
    try world.database.write { try $0.removeSession(hash) }
    let gone = Cookie(CookieName.staff, "", path: "/admin", isSecure: request.isSecure, seconds: 0)
    return Response.redirect(to: "/admin/login").with("Set-Cookie", gone.header)
}

struct StaffSignInPage: TitledPage {
    static let template = "admin/session/sign_in.html"
    let title = "Sign in"
    let username: String
    let next: String
    let problem: String?
}
