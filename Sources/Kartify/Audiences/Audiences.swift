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

/// Signed-in customers.
let customer = Audience<World, Customer>("customer") { request, world, answer in
    try admitVisitor(request, world) { visitor in
        guard let account = visitor.account else {
            throw try signInNeeded(
                request, visitor.session, at: visitor.website.id, keptAt: "/account/kept-forms/", in: world)
        }
        return try answer(Customer(account: account, visitor: visitor))
    }
}

/// Visitors of the sign-in page of `/admin`.
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

/// Staff who may change products and push orders.
let operations = staffAudience("operations", needing: .operate)

/// Staff who may read bank details.
let bankDetails = staffAudience("bank details", needing: .readBankDetails)

/// Staff who may change settings.
let administrator = staffAudience("administrator", needing: .administer)

private func admitVisitor(
    _ request: Request, _ world: World, _ answer: (Visitor) throws -> Response
) throws -> Response {
    let known = request.token(CookieName.browser)
    let browser = known ?? .random()
    let owner = browser.hash(world.key)
    let session = request.token(CookieName.customer)
    let (caller, use) = try world.database.read { store in
        guard let website = try store.website(host: request.host) else { throw UnknownHost() }
        let found = try session.flatMap {
            try store.customer(session: $0.hash(world.key), of: website.id, at: request.now)
        }
        let visitor = Visitor(
            website: website, browser: browser, session: session, owner: owner, account: found?.account,
            cartCount: known == nil ? 0 : try store.cartCount(of: owner, at: website.id))
        return (visitor, found?.use)
    }
    if let session, let account = caller.account, let use {
        world.see(session, of: .customer(account.id), use, at: request.now)
    }
    try proveForm(request, known, session, world)
    var response = try answer(caller)
    if known == nil { response.remember(browser, request) }
    return response
}

/// A refusal of somebody who is signed in: the page stays between the bar and the menu.
struct StaffRefusal: Error {
    let refusal: Refusal
    let staff: Staff
}

private func staffAudience(_ name: String, needing permission: StaffMember.Permission?) -> Audience<World, Staff> {
    Audience(name) { request, world, answer in
        guard let session = request.token(CookieName.staff), let browser = request.token(CookieName.browser) else {
            _ = try website(of: request, in: world)
            throw Refusal(.signInNeeded, "Sign in to see this page.")
        }
        let known = try world.database.read { store -> (staff: Staff, use: SessionUse)? in
            guard try store.website(host: request.host) != nil else { throw UnknownHost() }
            guard let found = try store.staff(session: session.hash(world.key), at: request.now) else { return nil }
            let staff = Staff(
                member: found.member, website: found.website, browser: browser, session: session,
                websites: try store.websites(), standing: try store.standing(of: found.website.id))
            return (staff, found.use)
        }
        guard let (caller, use) = known else {
            // Only a form that a page of ours has made is kept.
            let isOurs = request.method == "POST" && browser.isOurs(request.form, world.key, in: session)
            throw try signInNeeded(request, isOurs ? session : nil, at: 0, keptAt: "/admin/kept-forms/", in: world)
        }
        world.see(session, of: .staff(caller.member.id), use, at: request.now)
        try proveForm(request, browser, session, world)
        do {
            guard permission.map(caller.member.role.may) ?? true else {
                throw Refusal(
                    .forbidden,
                    "Your role, \(caller.member.role.title), may not do this. Ask an administrator to do it for you.")
            }
            return try answer(caller)
        } catch let refusal as Refusal where refusal.kind != .signInNeeded {
            throw StaffRefusal(refusal: refusal, staff: caller)
        }
    }
}

/// A form must carry the token that only our own pages in this browser and session have.
private func proveForm(_ request: Request, _ browser: BrowserToken?, _ session: BrowserToken?, _ world: World) throws {
    guard request.method == "POST" else { return }
    guard !request.hasOversizedForm else { throw OversizedForm() }
    guard let browser, browser.isOurs(request.form, world.key, in: session) else {
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
