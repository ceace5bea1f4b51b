import Crypto
import Domain
import Storage
import Web

/// Somebody at a website's shop, signed in or not.
struct Visitor: Sendable {
    let website: Website
    /// What the browser is known by: its cart, its forms' CSRF token, and the orders it placed as a guest.
    let browser: BrowserToken
    /// Under what the store knows the browser.
    let owner: [UInt8]
    let account: CustomerAccount?
    let cartCount: Int
}

/// Somebody who is signed in at a website's shop.
struct Customer: Sendable {
    let account: CustomerAccount
    let visitor: Visitor
}

/// Somebody on the sign-in page of `/admin`.
struct StaffSignInVisitor: Sendable {
    let website: Website
    let browser: BrowserToken
}

/// Somebody who works here, looking at one website.
struct Staff: Sendable {
    let member: StaffMember
    let website: Website
    let browser: BrowserToken
    let session: BrowserToken
    let websites: [Website]
}

/// The OMS at our JSON interface, as the partner of one website.
struct Partner: Sendable {
    let website: Website
    let module: ModuleRow
}

/// The cookies a browser holds. Each is random; the store knows keyed hashes only.
enum CookieName {
    static let browser = "kartify_browser"
    static let customer = "kartify_session"
    static let staff = "kartify_staff"
    static let device = "kartify_device"
}

extension Request {
    /// The token in a cookie; nil when there is none that we can have made.
    func token(_ cookie: String) -> BrowserToken? {
        self.cookie(cookie).flatMap(BrowserToken.init)
    }
}

extension Response {
    /// Gives a browser its token, for a year.
    mutating func remember(_ browser: BrowserToken, _ request: Request) {
        set(
            "Set-Cookie",
            Cookie(CookieName.browser, browser.cookieValue, path: "/", isSecure: request.isSecure, seconds: 31_536_000)
                .header)
    }
}
