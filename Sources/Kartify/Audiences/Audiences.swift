import Crypto
import Domain
import Storage
import Web

/// Monitoring programs, without credentials.
let anyone = Audience<World, Void>("anyone") { _, _, answer in try answer(()) }

/// Every visitor of a website's shop. A form is accepted only from a page of ours.
let visitor = Audience<World, Visitor>("visitor") { request, world, answer in
    try admitVisitor(request, world, answer)
}

let customer = Audience<World, Customer>("customer") { request, world, answer in
    try admitVisitor(request, world) { visitor in
        guard let account = visitor.account else {
            throw try signInNeeded(
                request, visitor.session, at: visitor.website.id, keptAt: "/account/kept-forms/", in: world)
        }
        return try answer(Customer(account: account, visitor: visitor))
    }
}

let staffSignIn = Audience<World, StaffSignInVisitor>("staff sign-in") { request, world, answer in
    let known = request.token(CookieName.browser)
    let browser = known ?? .random()
    let session = request.token(CookieName.staff)
    let caller = StaffSignInVisitor(
        website: try website(of: request, in: world), browser: browser, session: session)
    try proveForm(request, known, session, world)
    var response = try answer(caller)
    if known == nil { response.remember(browser, request) }
    return response
}

/// Staff of any role: they may read.
let staff = staffAudience("staff", needing: nil)

/// The same, also while they still have to choose a password or set up a second factor.
let newStaff = staffAudience("staff", needing: nil, evenFirst: true)

let operations = staffAudience("operations", needing: .operate)

let bankDetails = staffAudience("bank details", needing: .readBankDetails)

let administrator = staffAudience("administrator", needing: .administer)

private func admitVisitor(
    _ request: Request, _ world: World, _ answer: (Visitor) throws -> Response
) throws -> Response {
    let (caller, use) = try Visitor.recognised(by: request, in: world)
    if let session = caller.session, let account = caller.account, let use {
        world.see(session, of: .customer(account.id), use, at: request.now)
    }
    try proveForm(request, request.token(CookieName.browser), caller.session, world)
    var response = try answer(caller)
    if request.token(CookieName.browser) == nil { response.remember(caller.browser, request) }
    return response
}

private func staffAudience(
    _ name: String, needing permission: StaffMember.Permission?, evenFirst: Bool = false
) -> Audience<World, Staff> {
    Audience(name) { request, world, answer in
        guard let session = request.token(CookieName.staff), let browser = request.token(CookieName.browser) else {
            _ = try website(of: request, in: world)
            throw Refusal(.signInNeeded, "Sign in to see this page.")
        }
        guard let (caller, use) = try Staff.recognised(by: request, in: world) else {
            // Only a form that a page of ours has made is kept.
            let isOurs = request.method == "POST" && browser.isOurs(request.form, world.key, in: session)
            throw try signInNeeded(request, isOurs ? session : nil, at: 0, keptAt: "/admin/kept-forms/", in: world)
        }
        world.see(session, of: .staff(caller.member.id), use, at: request.now)
        try proveForm(request, browser, session, world)
        if !evenFirst, let place = firstDuty(of: caller, in: world) { return .redirect(to: place) }
        guard permission.map(caller.member.role.may) ?? true else {
            throw Refusal(
                .forbidden,
                "Your role, \(caller.member.role.title), may not do this. Ask an administrator to do it for you.")
        }
        return try answer(caller)
    }
}

/// Where somebody has to go before anything else.
private func firstDuty(of staff: Staff, in world: World) -> String? {
    if staff.hasOneTimePassword { return "/admin/account" }
    return world.secondFactor.asks(staff.member.role) && !staff.hasSecondFactor ? "/admin/account/second-factor" : nil
}

/// A form must carry the token that only our own pages in this browser and session have.
private func proveForm(_ request: Request, _ browser: BrowserToken?, _ session: BrowserToken?, _ world: World) throws {
    guard request.method == "POST" else { return }
    guard !request.hasOversizedForm else { throw OversizedForm() }
    guard let browser, browser.isOurs(request.form, world.key, in: session) else {
        // Another site cannot send our own address as its origin.
        let ours = "\(request.isSecure ? "https" : "http")://\(request.authority)"
        if request.header("origin") == ours, let form = KeptForm(request) {
            throw StaleForm(path: form.path, fields: form.fields)
        }
        throw Refusal(
            .forbidden,
            "This form has expired, or cookies are switched off. Go back, reload the page, and send it again; nothing was changed."
        )
    }
}

private func website(of request: Request, in world: World) throws -> Website {
    guard let website = try world.database.read({ try $0.website(host: request.host) }) else { throw UnknownHost() }
    return website
}
