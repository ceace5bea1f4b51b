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

/// Signs a browser in. As at the shop's own sign-in, it goes on under a new token.
private func openStaffSession(
    of member: StaffMember, _ request: Request, _ visitor: StaffSignInVisitor, _ world: World
) throws -> Response {
    let session = BrowserToken.random(), browser = BrowserToken.random()
    let (hash, owner, end) = (session.hash(world.key), browser.hash(world.key), request.now + .hours(12))
    let earlier = (session: visitor.session?.hash(world.key), owner: visitor.browser.hash(world.key))
    let websiteID = visitor.website.id
    try world.database.write { store in
        if let session = earlier.session { try store.removeSession(session) }
        try store.addSession(hash, staffID: member.id, websiteID: websiteID, until: end)
        try store.moveBrowser(from: earlier.owner, to: owner, guestOrdersOf: nil)
    }
    let cookie = Cookie(CookieName.staff, session.cookieValue, isSecure: request.isSecure, seconds: 12 * 3600)
    var response = Response.redirect(to: localAddress(request.form["next"]) ?? "/admin")
        .with("Set-Cookie", cookie.header)
    response.remember(browser, request)
    return response
}

/// POST /admin/logout
@Sendable func signOutStaff(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let hash = staff.session.hash(world.key)
    let browser = BrowserToken.random()
    let (earlier, owner) = (staff.browser.hash(world.key), browser.hash(world.key))
    try world.database.write { store in
        try store.removeSession(hash)
        try store.moveBrowser(from: earlier, to: owner, guestOrdersOf: nil)
    }
    let gone = Cookie(CookieName.staff, "", isSecure: request.isSecure, seconds: 0)
    var response = Response.redirect(to: "/admin/login").with("Set-Cookie", gone.header)
    response.remember(browser, request)
    return response
}

struct StaffSignInPage: TitledPage {
    static let template = "admin/session/sign_in.html"
    let title = "Sign in"
    let username: String
    let next: String
    let problem: String?
}
