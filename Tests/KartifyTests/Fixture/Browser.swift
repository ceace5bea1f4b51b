import Domain
import Synchronization
import Testing
import Web

/// Somebody's browser: it keeps cookies, and posts forms with the token that it read out of a page.
final class Browser: Sendable {
    private struct Kept {
        let value: String
        let path: String
        let isSecure: Bool
    }

    private struct State {
        var cookies: [String: Kept] = [:]
        /// By the sign-in page of the part of the site where it was read: it is bound to that part's session.
        var csrf: [String: String] = [:]
        var lastCSRF: String?
    }

    let shop: TestShop
    let host: String
    private let isSecure: Bool
    private let address: String
    private let state: Mutex<State>

    /// A browser without cookies.
    init(
        _ shop: TestShop, at host: String = "localhost", isSecure: Bool = false, from address: String = "127.0.0.1"
    ) {
        self.shop = shop
        self.host = host
        self.isSecure = isSecure
        self.address = address
        state = Mutex(State())
    }

    /// The same person at another host, or with another machine behind it: the cookies are carried over.
    init(carrying other: Browser, to host: String = "localhost", on machine: TestShop? = nil) {
        (shop, isSecure, address) = (machine ?? other.shop, other.isSecure, other.address)
        self.host = host
        state = Mutex(other.state.withLock { $0 })
    }

    func get(_ path: String) -> Answer {
        send("GET", path)
    }

    /// Posts a form with this browser's token.
    @discardableResult
    func post(_ path: String, _ fields: [String: String] = [:]) throws -> Answer {
        let door = door(of: path)
        if csrf(door) == nil {
            let page = get(door)
            // Whoever is signed in has no business at a sign-in page.
            if page.location != nil { _ = try follow(page) }
        }
        let token = try #require(csrf(door) ?? csrf, "no page gave \(host) a token")
        return post(path, fields, csrf: token)
    }

    /// Posts a form in which a name comes more than once.
    @discardableResult
    func post(_ path: String, fields: [(String, String)]) throws -> Answer {
        let token = try #require(csrf(door(of: path)) ?? csrf, "no page gave \(host) a token")
        return send(fields + [("csrf", token)], to: path, origin: nil)
    }

    /// Posts a form with another token, or none.
    @discardableResult
    func post(_ path: String, _ fields: [String: String], csrf: String?, origin: String? = nil) -> Answer {
        let all = csrf.map { fields.merging(["csrf": $0]) { typed, _ in typed } } ?? fields
        return send(all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, to: path, origin: origin)
    }

    private func send(_ fields: [(String, String)], to path: String, origin: String?) -> Answer {
        let body = fields.map { percentEncoded($0.0) + "=" + percentEncoded($0.1) }.joined(separator: "&")
        var headers = ["content-type": "application/x-www-form-urlencoded"]
        headers["origin"] = origin
        return send("POST", path, headers: headers, body: Array(body.utf8))
    }

    /// Posts a form, and goes where the answer leads: what a person sees who presses a button.
    func press(_ path: String, _ fields: [String: String] = [:]) throws -> Answer {
        try follow(try post(path, fields))
    }

    /// Goes where an answer sends it.
    func follow(_ answer: Answer) throws -> Answer {
        let location = try #require(answer.location, "\(answer.status) sends nobody anywhere: \(answer.words)")
        return get(location)
    }

    /// The last token that a page gave.
    var csrf: String? { state.withLock { $0.lastCSRF } }

    private func csrf(_ door: String) -> String? { state.withLock { $0.csrf[door] } }

    /// The page that has a form for whoever comes to this part of the site.
    private func door(of path: String) -> String { path.hasPrefix("/admin") ? "/admin/login" : "/account/login" }

    func cookie(_ name: String) -> String? {
        state.withLock { $0.cookies[name]?.value }
    }

    /// Loses a cookie.
    func forget(_ name: String) {
        state.withLock { $0.cookies[name] = nil }
    }

    func send(_ method: String, _ path: String, headers: [String: String] = [:], body: [UInt8] = []) -> Answer {
        var headers = headers
        headers["cookie"] = cookies(for: path)
        let answer = shop.send(
            method, path, to: host, isSecure: isSecure, from: address, headers: headers, body: body)
        keep(answer, door(of: path))
        return answer
    }

    private func cookies(for path: String) -> String {
        state.withLock { $0.cookies }
            .filter { path.hasPrefix($0.value.path) && (isSecure || !$0.value.isSecure) }
            .map { "\($0.key)=\($0.value.value)" }.sorted().joined(separator: "; ")
    }

    private func keep(_ answer: Answer, _ door: String) {
        state.withLock { state in
            for header in answer.headers("Set-Cookie") {
                let parts = header.split(separator: "; ")
                let pair = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                let name = String(pair[0])
                let path = parts.first { $0.hasPrefix("Path=") }.map { String($0.dropFirst(5)) } ?? "/"
                // Another browser token makes the forms that were loaded before worthless.
                if name.hasSuffix("kartify_browser") { state.csrf = [:] }
                state.cookies[name] =
                    parts.contains("Max-Age=0")
                    ? nil : Kept(value: String(pair[1]), path: path, isSecure: parts.contains("Secure"))
            }
            if let token = answer.csrf { (state.csrf[door], state.lastCSRF) = (token, token) }
        }
    }
}
