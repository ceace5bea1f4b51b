import Crypto
import Domain
import Storage
import Web

extension Request {
    var origin: SessionOrigin {
        SessionOrigin(device: DeviceName(userAgent: header("user-agent") ?? ""), address: remoteAddress)
    }
}

extension World {
    /// Signs somebody in. The browser goes on under a new token, so that one which somebody else knows or planted is worth nothing;
    /// the session that it had before ends.
    ///
    /// - Parameters:
    ///   - email: whose guest orders this browser goes on showing; nil for all.
    ///   - staff: the name of a staff member who has just proved who they are, for the audit trail.
    ///   - isStillRight: whether what was proved still opens the account. Looking at a password takes a while, and whoever changes it
    ///     meanwhile ends the sessions that there are.
    func openSession(
        of owner: SessionOwner, guestOrdersOf email: String?, at website: Website, in browser: BrowserToken,
        replacing earlier: BrowserToken?, _ request: Request, next: String, signingIn staff: String? = nil,
        ifStill isStillRight: @escaping @Sendable (borrowing Transaction) throws -> Bool = { _ in true }
    ) throws -> Response {
        let session = BrowserToken.random(), newBrowser = BrowserToken.random()
        let (hash, token, newToken) = (session.hash(key), browser.hash(key), newBrowser.hash(key))
        let (ended, origin, now) = (earlier?.hash(key), request.origin, request.now)
        let cart = owner.cart(key)
        try database.write { store in
            guard try isStillRight(store) else {
                throw Refusal(.invalid, "The password was changed while you signed in. Sign in again.")
            }
            // Staff who sign in again go on with the website that they worked on.
            let last = try ended.flatMap { try store.lastWebsite(ofSession: $0, of: owner) }
            if let ended { try store.removeSession(ended) }
            try store.addSession(hash, of: owner, at: last ?? website.id, from: origin, now: now)
            try store.moveBrowser(from: token, to: newToken, cart: cart, guestOrdersOf: email)
            if let staff {
                try store.auditEverywhere("Signed in", of: origin.device, by: staff, from: origin.address, at: now)
            }
        }
        let cookie = Cookie(
            owner.cookieName, session.cookieValue, isSecure: request.isSecure,
            // A day longer than the session: it shows whose form it is that comes too late.
            seconds: Int(owner.time.absolute.milliseconds / 1000) + 86_400)
        var response = Response.redirect(to: next).with("Set-Cookie", cookie.header)
        response.remember(newBrowser, request)
        return response
    }

    /// Records once a minute that a session is used. Where that fails the page is shown all the same: whoever only reads is not
    /// hindered by a store that cannot be written, and the next request tries again.
    func see(_ session: BrowserToken, of owner: SessionOwner, _ use: SessionUse, at now: Instant) {
        guard use.needsUpdate(at: now) else { return }
        let (hash, openedAt) = (session.hash(key), use.openedAt)
        try? database.write(patiently: false) { try $0.seeSession(hash, of: owner, openedAt: openedAt, now: now) }
    }
}

extension SessionOwner {
    /// What a customer's cart is kept under, so that it is the same in each of their browsers; nil for staff.
    func cart(_ key: SecretKey) -> [UInt8]? {
        switch self {
        case .customer(let id): key.hash("\(id)", purpose: "cart of a customer")
        case .staff: nil
        }
    }

    var cookieName: String {
        switch self {
        case .customer: CookieName.customer
        case .staff: CookieName.staff
        }
    }
}
