import Domain
import Storage
import Web

/// GET /admin/users
@Sendable func listUsers(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    try staff.page(try UsersPage(staff, request, in: world), in: world)
}

/// POST /admin/users — a new login, whose password is shown once.
@Sendable func addUser(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let form = request.form
    do {
        var errors = FormErrors()
        let name = errors.require(loginName(form["username"]), "username", loginNameWords)
        let role = errors.require(StaffMember.Role(rawValue: form["role"]), "role", "Choose a role.")
        guard let name, let role, errors.isEmpty else { throw errors }
        let (password, end) = (OneTimePassword(), request.now + OneTimePassword.time)
        let hash = try world.hashing(for: "staff") { world.passwords.hash(password.text) }
        do {
            try staff.change(request, in: world) { store, change in
                try store.addLogin(
                    name, passwordHash: hash, until: end, role: role, by: change.staff, from: change.address,
                    at: change.now)
            }
        } catch let refusal as Refusal where refusal.kind == .conflict {
            throw FormErrors("username", refusal.message)
        }
        return staff.show(OneTimePasswordPage(name, password, until: end), request, in: world)
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
    let fields: [FormField]
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
        roles = StaffMember.Role.allCases.reversed().map {
            Choice(value: $0.rawValue, title: $0.title, selected: $0.rawValue == typed["role"])
        }
        roleError = errors["role"]
        mayChange = staff.member.role.may(.administer)
    }
}
