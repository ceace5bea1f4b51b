import Crypto
import Domain
import Synchronization
import TestSupport
import Web

/// An OMS, on both sides: the server that we call, and the client that calls us.
final class TestOMS: Sendable {
    let kind: OMSKind
    let username = "arvind"
    let password = "arvind-password-1"
    let token = "token-XYZZY-0123456789"
    /// What FYND signs its events with.
    static let secretKey = "secret-key-of-fynd-0123456789"
    let server: LoopbackServer
    private let script: Script

    init(_ kind: OMSKind = .arvind) throws {
        let script = Script(kind)
        self.script = script
        self.kind = kind
        server = try LoopbackServer { script.turn(for: $0) }
    }

    var url: String { server.url + "/api" }

    /// What calls to a path get from now on: each turn once, the last one for good.
    func answers(_ path: String, _ turns: LoopbackServer.Turn...) {
        script.set("/api" + path, turns)
    }

    /// The calls to a path so far.
    func received(_ path: String) -> [LoopbackServer.Received] {
        server.requests.filter { $0.line == "POST /api\(path) HTTP/1.1" }
    }

    private final class Script: Sendable {
        private let turns: Mutex<[String: [LoopbackServer.Turn]]>

        /// Unless a test says otherwise the OMS delivers everything, and takes every order. FYND's answers hold Arvind's words as
        /// well: the second website has Arvind, at the same address.
        init(_ kind: OMSKind) {
            let (yes, id) = kind == .fynd ? (#""success":true,"#, #","fyndOrderId":"FY-1""#) : ("", "")
            turns = Mutex([
                "/api/serviceability": [.answer(200, #"{\#(yes)"serviceable":true,"items":[],"reason":null}"#)],
                "/api/orders": [.answer(200, #"{\#(yes)"status":"SUCCESS","arvindOrderId":"AI-1"\#(id)}"#)],
            ])
        }

        func set(_ path: String, _ list: [LoopbackServer.Turn]) {
            turns.withLock { $0[path] = list }
        }

        func turn(for request: LoopbackServer.Received) -> LoopbackServer.Turn {
            let path = request.line.split(separator: " ").dropFirst().first.map(String.init) ?? ""
            return turns.withLock { turns in
                guard let list = turns[path], let first = list.first else { return .answer(404, "{}") }
                if list.count > 1 { turns[path]?.removeFirst() }
                return first
            }
        }
    }
}

/// Arvind as the caller of one website's JSON interface.
struct ArvindCaller: Sendable {
    let shop: TestShop
    var host = "localhost"
    var username: String
    var password: String
    var contentType = "application/json"

    func post(_ path: String, _ body: String, headers: [String: String] = [:]) -> Answer {
        post(path, bytes: Array(body.utf8), headers: headers)
    }

    func post(_ path: String, bytes: [UInt8], headers: [String: String] = [:]) -> Answer {
        let all = ["authorization": authorization, "content-type": contentType].merging(headers) { $1 }
        return shop.send("POST", path, to: host, headers: all, body: bytes)
    }

    func get(_ path: String) -> Answer {
        shop.send("GET", path, to: host, headers: ["authorization": authorization])
    }

    var authorization: String { "Basic " + Base64.standard.encode(Array("\(username):\(password)".utf8)) }

    func inventory(_ items: String) -> Answer {
        post("/api/v1/inventory", #"{"items":[\#(items)]}"#)
    }

    /// Tells of one item's new status.
    func tells(
        _ eventID: String, _ order: String, _ status: String, line: Int = 1, at time: Instant = noon,
        more: String = ""
    ) -> Answer {
        webhook(
            eventID, order, at: time,
            #"{"orderItemId":"\#(order)-\#(line)","status":"\#(status)"\#(more.isEmpty ? "" : "," + more)}"#)
    }

    func webhook(_ eventID: String, _ order: String, at time: Instant = noon, _ items: String) -> Answer {
        post("/api/v1/webhooks/order-status", event(eventID, order, at: time, items))
    }

    func event(_ eventID: String, _ order: String, at time: Instant = noon, _ items: String) -> String {
        #"{"eventId":"\#(eventID)","eventTime":"\#(time.rfc3339)","orderId":"\#(order)","items":[\#(items)]}"#
    }
}

/// FYND as the sender of signed events to one website.
struct FyndCaller: Sendable {
    let shop: TestShop
    var host = "localhost"
    var secret = TestOMS.secretKey

    func post(_ body: String, signature: String? = nil) -> Answer {
        let code = hmacSHA256(Array(body.utf8), key: Array(secret.utf8))
        let digits = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return shop.send(
            "POST", "/api/v1/webhooks/fynd", to: host,
            headers: ["content-type": "application/json", "x-fynd-signature": signature ?? digits],
            body: Array(body.utf8))
    }

    /// Tells of one bag's new state.
    func tells(
        _ eventID: String, _ order: String, _ state: String, line: Int = 1, at time: Instant = noon, more: String = ""
    ) -> Answer {
        post(
            event(
                eventID, order, at: time,
                #"{"itemId":"\#(order)-\#(line)","status":"\#(state)"\#(more.isEmpty ? "" : "," + more)}"#))
    }

    func event(_ eventID: String, _ order: String, at time: Instant = noon, _ bags: String) -> String {
        #"{"event":{"id":"\#(eventID)","name":"bag.status","createdAt":"\#(time.rfc3339)"},"#
            + #""affiliateOrderId":"\#(order)","bags":[\#(bags)]}"#
    }
}
