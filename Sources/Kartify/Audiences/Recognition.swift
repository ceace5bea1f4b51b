import Crypto
import Domain
import Storage
import Web

extension Visitor {
    /// The visitor whom the browser's cookies show, and the use of the session so far.
    static func recognised(by request: Request, in world: World) throws -> (visitor: Visitor, use: SessionUse?) {
        let known = request.token(CookieName.browser)
        let browser = known ?? .random()
        let owner = browser.hash(world.key)
        let session = request.token(CookieName.customer)
        let found = try world.database.read { store in
            guard let website = try store.website(host: request.host) else { throw UnknownHost() }
            let found = try session.flatMap {
                try store.customer(session: $0.hash(world.key), of: website.id, at: request.now)
            }
            let account = found?.account
            let cart = account.flatMap { SessionOwner.customer($0.id).cart(world.key) } ?? owner
            let visitor = Visitor(
                website: website, browser: browser, session: session, owner: owner, account: account, cart: cart,
                cartCount: known == nil ? 0 : try store.cartCount(of: cart, at: website.id),
                contact: try store.contact(of: website.id), look: try store.look(of: website.id))
            return (visitor, found?.use)
        }
        if let account = found.0.account { Trace.current?.proved(who: "customer \(account.id)") }
        return found
    }
}

extension Staff {
    /// Who is signed in at `/admin`, and the use of the session so far; nil when nobody is.
    static func recognised(by request: Request, in world: World) throws -> (staff: Staff, use: SessionUse)? {
        guard let session = request.token(CookieName.staff), let browser = request.token(CookieName.browser) else {
            return nil
        }
        let found: (staff: Staff, use: SessionUse)? = try world.database.read { store in
            guard try store.website(host: request.host) != nil else { throw UnknownHost() }
            guard let found = try store.staff(session: session.hash(world.key), at: request.now) else { return nil }
            let websites = try store.websites(of: found.member)
            // One that they may not see any more gives way to one that they may.
            let website = websites.contains(found.website) ? found.website : websites.first ?? found.website
            let staff = Staff(
                member: found.member, website: website, browser: browser, session: session, websites: websites,
                standing: try store.standing(of: website.id, now: request.now), provedAt: found.provedAt,
                hasOneTimePassword: found.hasOneTimePassword, hasSecondFactor: found.hasSecondFactor)
            return (staff, found.use)
        }
        if let found { Trace.current?.proved(who: "staff \(found.staff.member.username)") }
        return found
    }
}
