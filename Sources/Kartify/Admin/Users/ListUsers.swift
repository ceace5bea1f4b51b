import Domain
import Storage
import Web

/// GET /admin/users
@Sendable func listUsers(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    try staff.page(try UsersPage(staff, request, in: world), in: world)
}

/// POST /admin/users — a new login: with an e-mail address, a link to choose a password is sent there; without one, a password
/// is shown once.
@Sendable func addUser(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let form = request.form
    do {
        var errors = FormErrors()
        let name = errors.require(loginName(form["username"]), "username", loginNameWords)
        let role = errors.require(StaffMember.Role(rawValue: form["role"]), "role", "Choose a role.")
        let isInvited = world.canMailStaff && form.filled("email") != nil
        let email = isInvited ? EmailAddress(invited: form, &errors) : nil
        guard let name, let role, errors.isEmpty else { throw errors }
        // Nobody sees the one of somebody who gets a link.
        let (password, end) = (OneTimePassword(), email == nil ? request.now + OneTimePassword.time : request.now)
        let hash = try world.hashing(for: "staff") { world.passwords.hash(password.text) }
        do {
            try staff.change(request, in: world) { store, change in
                try store.addLogin(
                    name, passwordHash: hash, until: end, role: role, by: change.staff, from: change.address,
                    at: change.now)
                if let email {
                    try store.inviteLogin(
                        name, at: email, from: change.websiteID, by: change.staff, from: change.address, at: change.now)
                }
            }
        } catch let refusal as Refusal where refusal.kind == .conflict {
            throw FormErrors("username", refusal.message)
        }
        if email != nil { return .redirect(to: "/admin/users/\(name)?saved=invitation") }
        return try staff.show(ShownPassword(name, password, until: end), request, in: world)
    } catch let errors as FormErrors {
        let page = try UsersPage(staff, request, form, errors, in: world)
        return try staff.page(page, status: .unprocessable, in: world)
    }
}

struct UsersPage: TitledPage {
    static let template = "admin/users/list.html"

    struct User: Encodable, Sendable {
        let username: String
        /// Whether this is the person's own login.
        let isSelf: Bool
        let role: String
        let lastSignIn: String
        let hasSecondFactor: Bool
        let sessions: Int
    }

    let title = "Users"
    let users: [User]
    private(set) var fields: [FormField]
    let roles: [Choice]
    let roleError: String?
    let mayChange: Bool

    init(
        _ staff: Staff, _ request: Request, _ typed: Fields = .none, _ errors: FormErrors = FormErrors(),
        in world: World
    ) throws {
        users = try world.database.read { try $0.staffList(at: request.now) }.map { row in
            User(
                username: row.member.username, isSelf: row.member.id == staff.member.id, role: row.member.role.title,
                lastSignIn: row.lastSignInAt?.ist ?? "never", hasSecondFactor: row.hasSecondFactor,
                sessions: row.sessions)
        }
        fields = [
            FormField(
                "username", "Username", typed["username"], hint: errors["username"] == nil ? loginNameWords : nil,
                error: errors["username"])
        ]
        if world.canMailStaff {
            let hint =
                "They get a link by mail to choose a password. Without an address, a password is shown here once."
            fields.append(.invitation(typed["email"], hint, errors["email"]))
        }
        roles = StaffMember.Role.allCases.reversed().map {
            Choice(value: $0.rawValue, title: $0.title, selected: $0.rawValue == typed["role"])
        }
        roleError = errors["role"]
        mayChange = staff.member.role.may(.administer)
    }
}
