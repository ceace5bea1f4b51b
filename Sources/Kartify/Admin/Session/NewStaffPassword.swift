import Domain
import Storage
import Web

/// GET /admin/new-password — what the link in an invitation opens.
@Sendable func showNewStaffPassword(
    _ request: Request, to visitor: StaffSignInVisitor, in world: World
) throws -> Response {
    let token = request.query["token"]
    let login = try world.colleague(linkedBy: token, now: request.now)
    let page = NewStaffPasswordPage(login == nil ? nil : token, login?.member.username)
    return try visitor.page(page, status: login == nil ? .notFound : .ok, in: world)
}

/// POST /admin/new-password — every session ends, and the link opens nothing any more. A second factor stays.
@Sendable func setNewStaffPassword(
    _ request: Request, by visitor: StaffSignInVisitor, in world: World
) throws -> Response {
    let (form, now) = (request.form, request.now)
    guard let login = try world.colleague(linkedBy: form["token"], now: now) else {
        return try visitor.page(NewStaffPasswordPage(nil, nil), status: .notFound, in: world)
    }
    let name = login.member.username
    do {
        let websites = try world.database.read { try $0.websites() }
        let hash = try world.newPasswordHash(form, for: name, at: websites, line: "staff", FormErrors())
        try world.database.write { store in
            guard try store.login(name).linkState == login.linkState else {
                throw Refusal(
                    .conflict, "The password was changed meanwhile. Sign in with it, or ask for another link.")
            }
            try store.setPassword(hash: hash, of: login.member, at: now)
            try store.auditEverywhere(
                "Chose a password by a link", of: name, by: name, from: request.remoteAddress, at: now)
        }
        return .redirect(to: "/admin/login?changed")
    } catch let errors as FormErrors {
        let page = NewStaffPasswordPage(form["token"], name, errors)
        return try visitor.page(page, status: .unprocessable, in: world)
    }
}

struct NewStaffPasswordPage: TitledPage {
    static let template = "admin/session/new_password.html"
    let title = "Choose a password"
    /// nil when the link opens nothing any more.
    let token: String?
    let username: String
    let fields: [FormField]

    init(_ token: String?, _ username: String?, _ errors: FormErrors = FormErrors()) {
        self.token = token
        self.username = username ?? ""
        fields = PasswordRule.formFields(errors)
    }
}
