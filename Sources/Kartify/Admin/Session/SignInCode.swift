import Crypto
import Domain
import Storage
import Web

/// POST /admin/login/code — the second step of signing in.
@Sendable func signInWithCode(_ request: Request, by visitor: StaffSignInVisitor, in world: World) throws -> Response {
    let form = request.form
    guard let ticket = SignInTicket(form["ticket"], at: request.now, world.key),
        let login = try world.database.read({ try $0.staff(username: ticket.username) }), ticket.isFor(login, world.key)
    else {
        let page = StaffSignInPage(username: "", next: form["next"], problem: "That took too long. Sign in again.")
        return try visitor.page(page, status: .unprocessable, in: world)
    }
    do {
        let throttle = SignInThrottle("staff \(ticket.username)", request, world)
        try throttle.check()
        guard try world.takesCode(form["code"], of: login, request) else {
            throw Refusal(
                .invalid, "This code does not open the account. Type the one that is shown now, or a recovery code.")
        }
        return try world.openStaffSession(of: login, throttle, request, visitor)
    } catch let refusal as Refusal {
        try world.note(refusal, of: ticket.username, request)
        let page = SignInCodePage(ticket: form["ticket"], next: form["next"], problem: refusal.message)
        return try visitor.page(page, status: FailureMessage.meaning(of: refusal.kind).0, in: world)
    }
}

extension World {
    func openStaffSession(
        of login: StaffLogin, _ throttle: SignInThrottle, _ request: Request, _ visitor: StaffSignInVisitor
    ) throws -> Response {
        try throttle.succeeded()
        return try openSession(
            of: .staff(login.member.id), guestOrdersOf: nil, at: visitor.website, in: visitor.browser,
            replacing: visitor.session, request, next: localAddress(request.form["next"]) ?? "/admin",
            signingIn: login.member.username,
            ifStill: { store in
                let current = try store.staff(username: login.member.username)
                return current?.passwordHash == login.passwordHash
                    && (current?.sealedSecret == nil || login.sealedSecret != nil)
            }
        ).with("Set-Cookie", throttle.deviceCookie)
    }
}

/// Proves for some minutes that somebody has given their password. It stands in the page that asks for the code, and opens nothing
/// without one.
struct SignInTicket {
    let username: String
    private let password: String

    private static let purpose = "sign-in ticket"
    private static let time = Span.minutes(5)

    init(of login: StaffLogin, _ key: SecretKey) {
        (username, password) = (login.member.username, Self.hash(login, key))
    }

    /// A ticket of ours; nil when it is none, or too old.
    init?(_ text: String, at now: Instant, _ key: SecretKey) {
        guard let text = Base64.url.decode(text).flatMap({ key.open($0, purpose: Self.purpose) }) else { return nil }
        let parts = text.split(separator: " ", maxSplits: 2).map(String.init)
        guard parts.count == 3, let end = Int64(parts[0]).map(Instant.init(milliseconds:)),
            end.isAhead(of: now, atMost: Self.time)
        else { return nil }
        (username, password) = (parts[1], parts[2])
    }

    /// Whether the password is still the one that was given.
    func isFor(_ login: StaffLogin, _ key: SecretKey) -> Bool { Self.hash(login, key) == password }

    private static func hash(_ login: StaffLogin, _ key: SecretKey) -> String {
        Base64.url.encode(key.hash(login.passwordHash, purpose: purpose))
    }

    func sealed(at now: Instant, _ key: SecretKey) -> String {
        Base64.url.encode(
            key.seal("\((now + Self.time).milliseconds) \(username) \(password)", purpose: Self.purpose))
    }
}

struct SignInCodePage: TitledPage {
    static let template = "admin/session/code.html"
    let title = "Sign in"
    let ticket: String
    let next: String
    let problem: String?
}
