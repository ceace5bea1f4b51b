import Crypto
import Domain
import Synchronization
import TestSupport
import Web

/// Arvind, on both sides: the server that we call, and the client that calls us.
final class TestArvind: Sendable {
    let username = "arvind"
    let password = "arvind-password-1"
    let token = "token-XYZZY-0123456789"
    let server: LoopbackServer
    private let script: Script

    init() throws {
        let script = Script()
        self.script = script
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
        /// Unless a test says otherwise Arvind delivers everything, and takes every order.
        private let turns = Mutex<[String: [LoopbackServer.Turn]]>([
            "/api/serviceability": [.answer(200, #"{"serviceable":true,"items":[],"reason":null}"#)],
            "/api/orders": [.answer(200, #"{"status":"SUCCESS","arvindOrderId":"AI-1"}"#)],
        ])

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
