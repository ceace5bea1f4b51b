import Domain
import Web

/// Shown once.
struct OneTimePasswordPage: TitledPage {
    static let template = "admin/users/one_time_password.html"
    let title = "One-time password"
    let username: String
    let password: String
    let until: String

    init(_ username: String, _ password: OneTimePassword, until end: Instant) {
        (self.username, self.password, until) = (username, password.text, end.ist)
    }
}

extension Staff {
    /// Leads to the user's page, which shows the password instead, this once.
    func show(_ password: OneTimePasswordPage, _ request: Request, in world: World) -> Response {
        let name = world.shownOnce.keep(password, for: session, now: request.now)
        return .redirect(to: "/admin/users/\(password.username)?password=\(name)")
    }
}
