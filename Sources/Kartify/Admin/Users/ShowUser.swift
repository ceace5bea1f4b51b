import Domain
import Storage
import Web

/// GET /admin/users/:name — a new one-time password first, once.
@Sendable func showUser(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let password: ShownPassword? = try staff.once(request, in: world).take(request.query["password"])
    if let password { return try staff.page(OneTimePasswordPage(password), in: world) }
    return try staff.page(try UserPage(staff, request, in: world), in: world)
}

/// GET /admin/users/:name/removal — asks first.
@Sendable func confirmRemovingUser(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let name = try staff.colleague(request)
    _ = try world.database.read { try $0.login(name) }
    return try staff.page(RemoveUserPage(username: name), in: world)
}

extension Staff {
    /// The person that the address names, who is not oneself.
    func colleague(_ request: Request) throws(Refusal) -> String {
        let name = request.path("name")
        guard name != member.username else {
            throw Refusal(
                .conflict,
                "This is your own login. Another administrator changes it; your password and second factor are under Your account."
            )
        }
        return name
    }
}

struct UserPage: TitledPage {
    static let template = "admin/users/user.html"
    let title: String
    let username: String
    let currentRole: String
    let shownRole: String
    let lastSignIn: String
    let hasSecondFactor: Bool
    let roles: [Choice]
    /// All websites, those ticked that the person is restricted to; empty where there is only one.
    let websitesOfUser: [Choice]
    let shownWebsites: String
    /// Why nothing may be changed here; nil when it may.
    let obstacle: String?
    let mayChange: Bool
    let sessions: [SessionItem]
    let maySeeSessions: Bool
    let saved: String?
    /// The field of the form that sends a link; nil where no mail is set up.
    let invitation: FormField?
    let shownEmail: String

    private static let savedWords = [
        "invitation": "A mail with a link to choose a password is on its way. It works once, within three days.",
        "role": "The role is changed.", "sessions": "They are signed out.", "websites": "The websites are changed.",
    ]

    init(
        _ staff: Staff, _ request: Request, _ typed: Fields? = nil, _ errors: FormErrors = FormErrors(), in world: World
    ) throws {
        let name = request.path("name")
        let row = try world.database.read { try $0.staffList(at: request.now) }.first { $0.member.username == name }
        guard let row else { throw Refusal.notFound("user") }
        title = name
        username = name
        (currentRole, shownRole) = (row.member.role.title, row.member.role.rawValue)
        lastSignIn = row.lastSignInAt?.ist ?? "never"
        hasSecondFactor = row.hasSecondFactor
        roles = StaffMember.Role.allCases.map {
            Choice(value: $0.rawValue, title: $0.title, selected: $0 == row.member.role)
        }
        let (all, restriction, email) = try world.database.read {
            (try $0.websites(), try $0.restriction(of: row.member.id), try $0.login(name).email)
        }
        shownEmail = email ?? ""
        invitation =
            world.canMailStaff ? FormField.invitation(typed?["email"] ?? email ?? "", nil, errors["email"]) : nil
        shownWebsites = restriction.words
        websitesOfUser =
            all.count < 2
            ? []
            : all.map {
                Choice(value: "\($0.id)", title: $0.name, selected: restriction.contains($0.id))
            }
        let isAdministrator = staff.member.role.may(.administer)
        obstacle =
            !isAdministrator
            ? "Only an administrator may change a login."
            : name == staff.member.username
                ? "This is your own login: another administrator may change it. Your password and second factor are under Your account."
                : nil
        mayChange = obstacle == nil
        maySeeSessions = isAdministrator
        let items = try world.sessionItems(
            of: .staff(row.member.id), current: staff.session, in: "/admin/users/\(name)/sessions", at: request.now)
        sessions = !isAdministrator ? [] : mayChange ? items : items.map(\.withoutEnd)
        saved = Self.savedWords[request.query["saved"]]
    }
}

struct RemoveUserPage: TitledPage {
    static let template = "admin/users/removal.html"
    let title = "Remove a user"
    let username: String
}
