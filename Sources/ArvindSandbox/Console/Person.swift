import Domain
import Web

/// Somebody at the console. There is nobody to sign in: it listens on the loopback only.
struct Person: Sendable {
    /// What every form on their pages carries.
    let csrf: String
}

// Cookies do not tell ports apart: Kartify's own on the same host must have another name.
private let cookieName = "arvind_sandbox"

/// People at the console. What they post must come from a page of ours.
let person = Audience<World, Person>("person") { request, world, handle in
    let known = request.cookie(cookieName).flatMap { BrowserToken($0) }
    let browser = known ?? .random()
    if request.method == "POST", known == nil || !browser.isOurs(request.form, world.key) {
        throw Refusal(.forbidden, "This page is from before the sandbox was started: go back, load it again, retry.")
    }
    let response = try handle(Person(csrf: browser.csrf(world.key)))
    guard known == nil else { return response }
    let cookie = Cookie(
        cookieName, browser.cookieValue, path: "/", isSecure: request.isSecure, seconds: 30 * 24 * 3600)
    return response.with("Set-Cookie", cookie.header)
}
