import Domain
import Storage
import Web

struct Visitor: Sendable {
    let website: Website
    /// Identifies the browser: its cart while nobody is signed in, its CSRF token, and the orders it placed as a guest. New at each sign-in.
    let browser: BrowserToken
    /// The session that the browser names, whether it is still open or not.
    let session: BrowserToken?
    /// The keyed hash of `browser`, as stored.
    let owner: [UInt8]
    let account: CustomerAccount?
    /// Whose cart it is: the signed-in customer's, or the browser's.
    let cart: [UInt8]
    let cartCount: Int
    let contact: WebsiteContact?
    let look: WebsiteLook
}

struct Customer: Sendable {
    let account: CustomerAccount
    let visitor: Visitor
}

struct StaffSignInVisitor: Sendable {
    let website: Website
    let browser: BrowserToken
    /// The session that the browser names, whether it is still open or not.
    let session: BrowserToken?
}

/// A signed-in staff member, working on one website.
struct Staff: Sendable {
    let member: StaffMember
    let website: Website
    let browser: BrowserToken
    let session: BrowserToken
    let websites: [Website]
    let standing: Standing
    /// When this browser last gave the password, and a code where the account wants one.
    let provedAt: Instant?
    let hasOneTimePassword: Bool
    let hasSecondFactor: Bool
}

/// The OMS at our JSON interface, as the partner of one website.
struct Partner: Sendable {
    let website: Website
    /// Which one; not always the website's own, which may have another one by now.
    let oms: OMSKind
    let module: ModuleRow
    let call: Call
}

/// The cookies of a browser. Each is random; the store has keyed hashes only.
enum CookieName {
    static let browser = "kartify_browser"
    static let customer = "kartify_session"
    static let staff = "kartify_staff"
    static let device = "kartify_device"
}

extension Request {
    /// The token in a cookie; nil when it is missing or malformed.
    func token(_ cookie: String) -> BrowserToken? {
        self.cookie(cookie).flatMap(BrowserToken.init)
    }
}

extension Response {
    /// Ends a session in the browser: its cookie is removed, and every page that the browser has kept.
    static func signedOut(to place: String, _ cookie: String, _ request: Request) -> Response {
        let gone = Cookie(cookie, "", isSecure: request.isSecure, seconds: 0)
        return .redirect(to: place).with("Set-Cookie", gone.header).with("Clear-Site-Data", #""cache""#)
    }

    /// Gives a browser its token, for a year.
    mutating func remember(_ browser: BrowserToken, _ request: Request) {
        set(
            "Set-Cookie",
            Cookie(CookieName.browser, browser.cookieValue, isSecure: request.isSecure, seconds: 31_536_000).header)
    }
}
