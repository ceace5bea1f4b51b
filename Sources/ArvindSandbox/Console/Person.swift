import Domain
import Web

/// A person at the console. There is no sign-in: it listens on the loopback only.
struct Person: Sendable {
    let csrf: String
}

// Cookies do not distinguish ports: Kartify's own on the same host must have another name.
private let cookieName = "arvind_sandbox"

/// People at the console, whose forms must come from our own pages.
let person = Audience<World, Person>("person") { request, world, handle in
    let known = request.cookie(cookieName).flatMap { BrowserToken($0) }
    let browser = known ?? .random()
    if request.method == "POST", known == nil || !browser.isOurs(request.form, world.key) {
        throw Refusal(.forbidden, "This page is from before the sandbox was started: go back, load it again, retry.")
    }
    let response = try handle(Person(csrf: browser.csrf(world.key)))
    guard known == nil else { return response }
    let cookie = Cookie(
        cookieName, browser.cookieValue, isSecure: request.isSecure, seconds: 30 * 24 * 3600)
    return response.with("Set-Cookie", cookie.header)
}
