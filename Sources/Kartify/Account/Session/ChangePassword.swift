import Domain
import Storage
import Web

/// GET /account/password — and where the customer is signed in.
@Sendable func showPassword(_ request: Request, to customer: Customer, in world: World) throws -> Response {
    try customer.page(PasswordPage(try customer.sessions(request, in: world)), in: world)
}

/// POST /account/password — every other session ends, and this browser goes on in a new one.
@Sendable func changePassword(_ request: Request, by customer: Customer, in world: World) throws -> Response {
    let account = customer.account
    guard let known = try world.database.read({ try $0.customer(email: account.email, of: account.websiteID) }) else {
        throw Refusal.notFound("account")
    }
    do {
        let hash = try world.newPasswordHash(
            request, of: "customer \(account.websiteID) \(account.email)", current: known.passwordHash,
            for: account.email, at: [customer.visitor.website], line: "customers")
        let now = request.now
        try world.database.write { store in
            try store.setPassword(hash: hash, of: account, at: now)
            try store.notify(.passwordChanged, account, about: "\(now.milliseconds)", at: now)
        }
        return try openSession(of: account, request, customer.visitor, world, next: "")
    } catch let errors as FormErrors {
        let page = PasswordPage(try customer.sessions(request, in: world), errors)
        return try customer.page(page, status: .unprocessable, in: world)
    }
}

struct PasswordPage: TitledPage {
    static let template = "account/session/password.html"
    let title = "Change password"
    let fields: [FormField]
    let sessions: [SessionItem]
    let isElsewhere: Bool

    init(_ sessions: [SessionItem], _ errors: FormErrors = FormErrors()) {
        fields = PasswordRule.changeFields(errors)
        self.sessions = sessions
        isElsewhere = sessions.contains { $0.end != nil }
    }
}
