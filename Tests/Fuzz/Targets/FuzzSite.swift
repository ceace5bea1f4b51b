import Crypto
import Domain
import FoundationEssentials
import Kartify
import Outbound
import Storage
import TestSupport
import Web

/// The whole site on the demo's data, with somebody of staff and a customer signed in.
///
/// An input is a request as HTTP writes it: a line with method and path, headers, an empty line, the body. In it, `{staff}` and
/// `{customer}` stand for the cookies of who is signed in, `{staff-csrf}` and `{customer-csrf}` for the token of their forms, and
/// `{oms}` for what the OMS signs in with.
final class FuzzSite: Sendable {
    static let shared = FuzzSite()

    private let folder: TemporaryFolder
    private let site: Site
    private let words: [(name: String, value: String)]
    private static let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))

    private init() {
        do {
            folder = try TemporaryFolder()
            let passwords = ["ADMIN_PASSWORD": "fuzz-admin-words", "CUSTOMER_PASSWORD": "fuzz-customer-words"]
            let terminal = Terminal(
                arguments: ["demo"],
                environment: passwords.merging(["KARTIFY_DATA": folder.path, "KARTIFY_SANDBOX_PORT": "9"]) { $1 })
            guard terminal.run() == 0,
                let key = SecretKey(Array(try Data(contentsOf: URL(filePath: folder.file("kartify.key")))))
            else { preconditionFailure("there is no demo") }
            site = Site(
                World(
                    database: try Database(path: folder.file("kartify.sqlite")), folder: folder.path,
                    templates: try Self.templates(), key: key, waitingPages: 8, log: Log { _ in }, clock: { Self.now },
                    passwords: .cheap, hasBrakes: false))
            let staff = Self.signIn(
                at: "/admin/login", ["username": "admin", "password": passwords["ADMIN_PASSWORD"] ?? ""], on: site)
            let customer = Self.signIn(
                at: "/account/login",
                ["email": "asha@example.com", "password": passwords["CUSTOMER_PASSWORD"] ?? ""], on: site)
            words = [
                ("{staff}", staff.cookies), ("{staff-csrf}", staff.csrf), ("{customer}", customer.cookies),
                ("{customer-csrf}", customer.csrf),
                ("{oms}", "Basic \(Base64.standard.encode(Array(try Self.omsLogin(folder).utf8)))"),
            ]
        } catch {
            preconditionFailure("\(error)")
        }
    }

    func take(_ bytes: [UInt8]) {
        guard let request = request(bytes) else { return }
        let response = site.answer(request)
        precondition(response.status.rawValue < 500 || response.status == .unavailable, "\(request.path) fails")
    }

    private func request(_ bytes: [UInt8]) -> Request? {
        var text = String(decoding: bytes, as: UTF8.self)
        for (name, value) in words { text = text.replacing(name, with: value) }
        let parts = text.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
        var lines = parts[0].split(separator: "\n")
        guard !lines.isEmpty else { return nil }
        let start = lines.removeFirst().split(separator: " ", maxSplits: 1)
        guard start.count == 2 else { return nil }
        let address = start[1].split(separator: "?", maxSplits: 1)
        var headers: [String: String] = [:]
        for line in lines {
            let pair = line.split(separator: ":", maxSplits: 1)
            if pair.count == 2 { headers[pair[0].lowercased()] = pair[1].trimmingPrefix(" ").description }
        }
        return Request(
            id: "fuzz", now: Self.now, method: String(start[0]), path: String(address.first ?? "/"),
            query: address.count == 2 ? String(address[1]) : "", authority: headers["host"] ?? "localhost",
            headers: headers, body: parts.count == 2 ? Array(parts[1].utf8) : [])
    }

    private static func templates() throws -> Templates {
        let folder = String(#filePath.dropLast("/Tests/Fuzz/Targets/FuzzSite.swift".count)) + "/templates"
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".html") && !$0.hasPrefix("sandbox/") }
        return try Templates(folder: folder, files: files)
    }

    private static func signIn(at path: String, _ fields: [String: String], on site: Site) -> (
        cookies: String, csrf: String
    ) {
        var cookies: [String: String] = [:]
        func send(_ method: String, _ path: String, _ body: String = "") -> Response {
            let response = site.answer(
                Request(
                    id: "fuzz", now: now, method: method, path: path, authority: "localhost",
                    headers: [
                        "cookie": cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "),
                        "content-type": "application/x-www-form-urlencoded",
                    ], body: Array(body.utf8)))
            for header in response.headers where header.name == "Set-Cookie" {
                let pair = header.value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
                if pair.count == 2 { cookies[String(pair[0])] = String(pair[1]) }
            }
            return response
        }
        func csrf(_ response: Response) -> String {
            let text = String(decoding: response.body, as: UTF8.self)
            guard let start = text.firstRange(of: #"name="csrf" value=""#) else { return "" }
            return String(text[start.upperBound...].prefix { $0 != "\"" })
        }
        let token = csrf(send("GET", path))
        let typed = fields.merging(["csrf": token]) { $1 }
        let body = typed.map { "\($0.key)=\(percentEncoded($0.value))" }.joined(separator: "&")
        let answer = send("POST", path, body)
        guard answer.status == .seeOther, let next = answer.header("Location") else {
            preconditionFailure("\(path) answers \(answer.status)")
        }
        let home = send("GET", next)
        return (cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "), csrf(home))
    }

    private static func omsLogin(_ folder: TemporaryFolder) throws -> String {
        let file = try Data(contentsOf: URL(filePath: folder.file("sandbox.json")))
        let shops = try JSONDecoder().decode(Shops.self, from: file).websites
        guard let shop = shops.first else { preconditionFailure("the demo has no website") }
        return "\(shop.username):\(shop.password)"
    }

    private struct Shops: Decodable {
        struct Shop: Decodable {
            let username: String
            let password: String
        }
        let websites: [Shop]
    }
}
