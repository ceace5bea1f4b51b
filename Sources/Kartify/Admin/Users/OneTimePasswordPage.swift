import Domain
import Web

/// Shown once.
struct OneTimePasswordPage: TitledPage {
    static let template = "admin/users/one_time_password.html"
    let title = "One-time password"
    let username: String
    let password: String
    let until: String

    init(_ shown: ShownPassword) {
        (username, password, until) = (shown.username, shown.password, shown.until)
    }
}

/// What the page shows, on its way there.
struct ShownPassword: Codable {
    let username: String
    let password: String
    let until: String

    init(_ username: String, _ password: OneTimePassword, until end: Instant) {
        (self.username, self.password, until) = (username, password.text, end.ist)
    }
}

extension Staff {
    /// Leads to the user's page, which shows the password instead, this once.
    func show(_ password: ShownPassword, _ request: Request, in world: World) throws -> Response {
        let name = try once(request, in: world).keep(password)
        return .redirect(to: "/admin/users/\(password.username)?password=\(name)")
    }
}
