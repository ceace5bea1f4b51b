import Domain
import Storage
import Web

/// GET /admin/account
@Sendable func showStaffAccount(_ request: Request, of staff: Staff, in world: World) throws -> Response {
    let sessions = try staff.sessions(request, in: world)
    return try staff.page(StaffAccountPage(staff, sessions, saved: request.query["saved"] == "1"), in: world)
}

/// POST /admin/account/password — every other session ends, and this browser goes on in a new one.
@Sendable func changeStaffPassword(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let member = staff.member
    do {
        let isRight = try staff.proves(request, in: world)
        let hash = try world.newPasswordHash(
            request.form, for: member.username, at: staff.websites, line: "staff",
            isRight ? FormErrors() : FormErrors("current", staff.proofObjection))
        try staff.change(request, in: world) { store, change in
            try store.setPassword(hash: hash, of: member, at: change.now)
            try store.audit("Changed their password", of: "user \(member.username)", change)
        }
        return try world.openSession(
            of: staff.owner, guestOrdersOf: nil, at: staff.website, in: staff.browser, replacing: staff.session,
            request,
            next: "/admin/account?saved=1")
    } catch let errors as FormErrors {
        let page = StaffAccountPage(staff, try staff.sessions(request, in: world), errors)
        return try staff.page(page, status: .unprocessable, in: world)
    }
}

struct StaffAccountPage: TitledPage {
    static let template = "admin/account/account.html"
    let title = "Your account"
    let saved: Bool
    let hasOneTimePassword: Bool
    let hasSecondFactor: Bool
    let fields: [FormField]
    let sessions: [SessionItem]
    let isElsewhere: Bool

    init(_ staff: Staff, _ sessions: [SessionItem], _ errors: FormErrors = FormErrors(), saved: Bool = false) {
        self.saved = saved
        hasOneTimePassword = staff.hasOneTimePassword
        hasSecondFactor = staff.hasSecondFactor
        fields =
            PasswordRule.proofFields(errors, hasSecondFactor: staff.hasSecondFactor) + PasswordRule.formFields(errors)
        self.sessions = sessions
        isElsewhere = sessions.contains { $0.end != nil }
    }
}
