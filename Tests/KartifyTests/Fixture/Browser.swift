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
        var csrf: String?
    }

    let shop: TestShop
    let host: String
    private let isSecure: Bool
    private let address: String
    private let formPage: String
    private let state: Mutex<State>

    /// A browser without cookies.
    ///
    /// - Parameter formPage: a page that has a form for whoever comes, where the first token is read.
    init(
        _ shop: TestShop, at host: String = "localhost", isSecure: Bool = false, from address: String = "127.0.0.1",
        formPage: String = "/account/login"
    ) {
        self.shop = shop
        self.host = host
        self.isSecure = isSecure
        self.address = address
        self.formPage = formPage
        state = Mutex(State())
    }

    /// The same person at another host: cookies do not go there by themselves, so they are carried over.
    init(carrying other: Browser, to host: String) {
        (shop, isSecure, address, formPage) = (other.shop, other.isSecure, other.address, other.formPage)
        self.host = host
        state = Mutex(other.state.withLock { $0 })
    }

    func get(_ path: String) -> Answer {
        send("GET", path)
    }

    /// Posts a form with this browser's token.
    @discardableResult
    func post(_ path: String, _ fields: [String: String] = [:]) throws -> Answer {
        if csrf == nil { _ = get(formPage) }
        let token = try #require(csrf, "no page gave \(host) a token")
        return post(path, fields, csrf: token)
    }

    /// Posts a form with another token, or none.
    @discardableResult
    func post(_ path: String, _ fields: [String: String], csrf: String?) -> Answer {
        let all = csrf.map { fields.merging(["csrf": $0]) { typed, _ in typed } } ?? fields
        let body = all.sorted { $0.key < $1.key }
            .map { percentEncoded($0.key) + "=" + percentEncoded($0.value) }.joined(separator: "&")
        return send(
            "POST", path, headers: ["content-type": "application/x-www-form-urlencoded"], body: Array(body.utf8))
    }

    /// Goes where an answer sends it.
    func follow(_ answer: Answer) throws -> Answer {
        let location = try #require(answer.location, "\(answer.status) sends nobody anywhere: \(answer.words)")
        return get(location)
    }

    var csrf: String? { state.withLock { $0.csrf } }

    func cookie(_ name: String) -> String? {
        state.withLock { $0.cookies[name]?.value }
    }

    func send(_ method: String, _ path: String, headers: [String: String] = [:], body: [UInt8] = []) -> Answer {
        var headers = headers
        headers["cookie"] = cookies(for: path)
        let answer = shop.send(
            method, path, to: host, isSecure: isSecure, from: address, headers: headers, body: body)
        keep(answer)
        return answer
    }

    private func cookies(for path: String) -> String {
        state.withLock { $0.cookies }
            .filter { path.hasPrefix($0.value.path) && (isSecure || !$0.value.isSecure) }
            .map { "\($0.key)=\($0.value.value)" }.sorted().joined(separator: "; ")
    }

    private func keep(_ answer: Answer) {
        state.withLock { state in
            for header in answer.headers("Set-Cookie") {
                let parts = header.split(separator: "; ")
                let pair = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                let name = String(pair[0])
                let path = parts.first { $0.hasPrefix("Path=") }.map { String($0.dropFirst(5)) } ?? "/"
                // Another browser token makes the forms that were loaded before worthless.
                if name == "kartify_browser" { state.csrf = nil }
                state.cookies[name] =
                    parts.contains("Max-Age=0")
                    ? nil : Kept(value: String(pair[1]), path: path, isSecure: parts.contains("Secure"))
            }
            state.csrf = answer.csrf ?? state.csrf
        }
    }
}
