import Domain
import Storage
import Web

/// GET /account/email
@Sendable func showEmail(_ request: Request, to customer: Customer, in world: World) throws -> Response {
    try customer.page(
        EmailPage(customer, canMail: try world.canMail(customer.visitor.website), isSent: request.query.has("sent")),
        in: world)
}

/// POST /account/email — mails a link to the new address; the old one stays until the link is used.
@Sendable func changeEmail(_ request: Request, by customer: Customer, in world: World) throws -> Response {
    let (account, form, now) = (customer.account, request.form, request.now)
    let website = customer.visitor.website
    do {
        guard try world.canMail(website) else { throw Refusal(.conflict, "This shop sends no mails at the moment.") }
        var errors = FormErrors()
        let email = errors.require(
            EmailAddress(form["email"]), "email", "Type an e-mail address such as asha@example.com.")
        if email?.text == account.email { errors.add("email", "This is the address that you have now.") }
        guard let email, errors.isEmpty else { throw errors }
        try world.provePassword(of: account, request)
        try world.brake(.mail, request, customer.visitor)
        try world.database.write { store in
            // Only a mail to the address says whose it is by now.
            if let other = try store.customer(email: email.text, of: website.id)?.account {
                return try store.notify(.accountExists, other, at: now)
            }
            try store.wantEmail(email, account)
            try store.notify(
                .newEmail, account, about: "\(email.text) \(MessageRule.occasion(at: now))", to: email.text, at: now)
        }
        return .redirect(to: "/account/email?sent")
    } catch let errors as FormErrors {
        let page = EmailPage(customer, canMail: true, typed: form["email"], errors)
        return try customer.page(page, status: .unprocessable, in: world)
    }
}

extension World {
    /// Whether a form's `current` is the customer's password. Guesses are slowed down as those at the sign-in page are, and count there.
    ///
    /// - Throws: `FormErrors` when it is not.
    fileprivate func provePassword(of account: CustomerAccount, _ request: Request) throws {
        let login = try database.read { try $0.customer(id: account.id, of: account.websiteID) }
        let throttle = SignInThrottle("customer \(account.websiteID) \(account.email)", request, self)
        let isRight = try hashing(for: "customers") {
            try throttle.check()
            return passwords.verify(request.form["current"], against: login?.passwordHash ?? passwords.nobodysHash)
        }
        guard isRight else { throw FormErrors("current", "The current password is wrong.") }
        try throttle.succeeded()
    }
}

/// GET /account/email/proof — what the link in the mail opens.
@Sendable func showEmailProof(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    let token = request.query["token"]
    let login = try world.customer(linkedBy: token, for: .newEmail, at: visitor.website, now: request.now)
    let page = EmailProofPage(login == nil ? nil : token, email: login?.newEmail)
    return try visitor.page(page, status: login == nil ? .notFound : .ok, in: world)
}

/// POST /account/email/proof — the account has the new address, and the old one is notified.
@Sendable func proveEmail(_ request: Request, by visitor: Visitor, in world: World) throws -> Response {
    let (now, website) = (request.now, visitor.website)
    guard
        let login = try world.customer(linkedBy: request.form["token"], for: .newEmail, at: website, now: now),
        let email = login.newEmail
    else { return try visitor.page(EmailProofPage(nil, email: nil), status: .notFound, in: world) }
    let isChanged = try world.database.write { store in
        guard try store.customer(id: login.account.id, of: website.id)?.newEmail == email,
            try store.changeEmail(of: login.account, to: email)
        else { return false }
        try store.notify(.emailChanged, login.account, about: "\(now.milliseconds)", at: now)
        try store.audit(
            "Changed an e-mail address", of: "customer \(login.account.id)", by: "a customer",
            from: request.remoteAddress, thing: nil, websiteID: website.id, at: now)
        return true
    }
    guard isChanged else { return try visitor.page(EmailProofPage(nil, email: nil), status: .notFound, in: world) }
    return .redirect(to: visitor.account == nil ? "/account/login?email" : "/account/email")
}

struct EmailPage: TitledPage {
    static let template = "account/session/email.html"
    let title = "Change e-mail address"
    let email: String
    let canMail: Bool
    let isSent: Bool
    let fields: [FormField]

    init(
        _ customer: Customer, canMail: Bool, isSent: Bool = false, typed: String = "",
        _ errors: FormErrors = FormErrors()
    ) {
        email = customer.account.email
        self.canMail = canMail
        self.isSent = isSent
        fields =
            [
                FormField("email", "New e-mail", typed, type: "email", autocomplete: "email", error: errors["email"])
            ] + PasswordRule.proofFields(errors, hasSecondFactor: false)
    }
}

struct EmailProofPage: TitledPage {
    static let template = "account/session/email_proof.html"
    let title = "Confirm your e-mail address"
    /// nil when the link opens nothing any more.
    let token: String?
    let email: String?

    init(_ token: String?, email: String?) {
        self.token = token
        self.email = email
    }
}
