import Domain
import Storage
import Web

/// POST /admin/users/:name/role
@Sendable func changeUserRole(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let name = try staff.colleague(request)
    guard let role = StaffMember.Role(rawValue: request.form["role"]) else {
        throw Refusal(.invalid, "Choose a role.")
    }
    let (form, field) = (request.form, ShownField.hiddenName("role"))
    try staff.change(request, in: world) { store, change in
        let current = try store.login(name).member.role
        guard !form.has(field) || form[field] == current.rawValue else {
            throw Refusal(
                .conflict,
                "Somebody has made “\(name)” \(current.title) since you opened the page. Nothing was changed: open it again."
            )
        }
        try store.changeRole(of: name, to: role, by: change.staff, from: change.address, at: change.now)
    }
    return .redirect(to: "/admin/users/\(name)?saved=role")
}

/// POST /admin/users/:name/reset — a new password, shown once.
@Sendable func resetUser(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let name = try staff.colleague(request)
    let removesFactor = request.form.has("second_factor")
    let password = OneTimePassword()
    let hash = try world.hashing(for: "staff") { world.passwords.hash(password.text) }
    try staff.change(request, in: world) { store, change in
        try store.resetLogin(
            name, passwordHash: hash, removingSecondFactor: removesFactor, by: change.staff, from: change.address,
            at: change.now)
    }
    let shown = ShownPassword(name, password, until: request.now + OneTimePassword.time)
    return try staff.show(shown, request, in: world)
}

/// POST /admin/users/:name/removal
@Sendable func removeUser(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let name = try staff.colleague(request)
    let files = try staff.change(request, in: world) { store, change in
        try store.removeLogin(name, by: change.staff, from: change.address, at: change.now)
    }
    for token in files { world.imports.erase(token) }
    return .redirect(to: "/admin/users")
}

/// POST /admin/users/:name/sessions/end — all of them.
@Sendable func endUserSessions(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let name = try staff.colleague(request)
    _ = try staff.change(request, in: world) { store, change in
        try store.endSessionsOfLogin(name, by: change.staff, from: change.address, at: change.now)
    }
    return .redirect(to: "/admin/users/\(name)?saved=sessions")
}

/// POST /admin/users/:name/sessions/:id/end
@Sendable func endUserSession(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let name = try staff.colleague(request)
    let id: ID<SessionRow> = try request.id("id", of: "session")
    try staff.change(request, in: world) { store, change in
        try store.endSession(id, of: .staff(try store.login(name).member.id), at: change.now)
        try store.auditEverywhere("Ended a session", of: name, by: change.staff, from: change.address, at: change.now)
    }
    return .redirect(to: "/admin/users/\(name)?saved=sessions")
}
