import OMS
import Domain
import Outbound
import TestSupport
import Testing

/// Success, refusal or unknown: what each answer means.
struct ReplyTests {
    @Test(arguments: [
        (200, success), (201, success), (200, #"{"status":"SUCCESS"}"#), (409, failure("DUPLICATE_ORDER")),
        (200, #"{"status":"SUCCESS","code":null,"more":{"x":1}}"#),
    ])
    func `Arvind has the order`(status: Int, body: String) throws {
        #expect(try push(.answer(status, body)).outcome == .accepted)
    }

    @Test func `Arvind's own id of the order is kept where it gives one`() throws {
        guard case .accepted(let id) = try push(.answer(200, success)) else {
            Issue.record("not accepted")
            return
        }
        #expect(id == "AI-9")
    }

    @Test(arguments: [
        (200, failure()), (400, failure()), (404, failure("UNKNOWN_ORDER")), (409, failure("ALREADY_CANCELLED")),
        (422, failure()), (200, failure("DUPLICATE_ORDER")), (400, #"{"status":"FAILURE"}"#),
    ])
    func `a refusal is final`(status: Int, body: String) throws {
        #expect(try push(.answer(status, body)).outcome == .refused)
    }

    @Test func `a refusal keeps Arvind's code and words`() throws {
        guard case .refused(let refusal) = try push(.answer(422, failure("UNKNOWN_SKU", "No such SKU."))) else {
            Issue.record("not refused")
            return
        }
        #expect(refusal == OMSRefusal(code: .unknownSKU, ownCode: "UNKNOWN_SKU", message: "No such SKU."))
    }

    @Test(arguments: [
        LoopbackServer.Turn.answer(500, success), .answer(502, "<html>Bad gateway</html>"), .answer(503, failure()),
        .answer(429, failure()), .answer(429, success), .answer(200, "<html>Please log in</html>"), .answer(200, ""),
        .answer(200, "{}"), .answer(200, "[]"), .answer(200, "null"), .answer(204, ""), .answer(404, "<html>"),
        .answer(400, "{}"), .answer(400, success), .answer(409, "{}"), .answer(401, ""),
        .answer(200, #"{"status":"PENDING"}"#), .answer(200, #"{"status":"success"}"#), .answer(200, #"{"status":1}"#),
        .answer(200, #"{"status":"SUCCESS","arvindOrderId":"#), .answer(302, success),
        .hangUpAfter(""), .hangUpAfter("HTTP/1.1 200 OK\r\nContent-Le"), .hangUpAfter("not HTTP at all\r\n\r\n"),
        .hangUpAfter("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + success),
        .hangUpAfter("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2b\r\n" + success),
    ])
    func `any other answer is unclear, neither success nor refusal`(turn: LoopbackServer.Turn) throws {
        #expect(try push(turn).outcome == .unknown)
    }

    @Test(arguments: [
        LoopbackServer.Turn.answer(200, success), .answer(200, "{}"), .answer(201, serviceable),
        .answer(500, serviceable),
        .answer(200, #"{"serviceable":"yes"}"#), .answer(200, #"{"serviceable":true,"items":[{"sku":1}]}"#),
        .answer(429, serviceable), .answer(200, "<html>"), .hangUpAfter(""),
    ])
    func `a question without a clear answer is unclear`(turn: LoopbackServer.Turn) throws {
        let server = try LoopbackServer(turn)
        let answer = try aClient().serviceability(aQuestion(), of: anAccount(at: server.url)).answer
        #expect(answer.outcome == .unknown)
    }

    @Test(arguments: [
        (401, ""), (403, "<html>"), (401, "{}"), (403, success), (401, #"{"status":"FAILURE","message":"Who?"}"#),
    ])
    func `a rejected Auth Token is reported as such, and does not refuse the order`(
        status: Int, body: String
    ) throws {
        guard case .unclear(let reason) = try push(.answer(status, body)) else {
            Issue.record("not unclear")
            return
        }
        #expect(reason == "Arvind does not accept the Auth Token (HTTP \(status)).")
    }

    @Test func `a token that is refused with a code is refused`() throws {
        #expect(try push(.answer(401, failure("TOKEN_EXPIRED"))).outcome == .refused)
    }

    @Test func `an unreachable address is unclear, and the log says why`() throws {
        let exchanged = try aClient().push(anOrder(), of: anAccount(at: LoopbackServer.deadURL()), lane: .job)
        #expect(exchanged.answer.outcome == .unknown)
        let record = try #require(exchanged.record)
        #expect(record.httpStatus == nil && record.outcome == .unknown && !record.response.text.isEmpty)
    }

    @Test func `an answer that is too large is unclear`() throws {
        let large = #"{"status":"SUCCESS","arvindOrderId":""# + String(repeating: "x", count: 1 << 20) + "\"}"
        #expect(try push(.answer(200, large)).outcome == .unknown)
    }

    @Test func `the token does not follow a redirect`() throws {
        let elsewhere = try LoopbackServer(.answer(200, success))
        let turn = LoopbackServer.Turn.answer(307, "", headers: "Location: \(elsewhere.url)/orders\r\n")
        #expect(try push(turn).outcome == .unknown)
        #expect(elsewhere.requests.isEmpty)
    }

    private func push(_ turn: LoopbackServer.Turn) throws -> Answer<String?> {
        let server = try LoopbackServer(turn)
        return try aClient().push(anOrder(), of: anAccount(at: server.url), lane: .job).answer
    }
}

struct HTTPClientTests {
    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nonly the beg"])
    func `an answer that does not come in time, or stops in the middle, is no answer`(beginning: String) throws {
        let server = try LoopbackServer(.stallAfter(beginning))
        #expect(throws: HTTPClient.NoAnswer.self) {
            try HTTPClient(.unhurried, privateHosts: PrivateHosts("127.0.0.1")).send(
                .init(post: server.url, headers: [], body: [], timeoutMilliseconds: 50))
        }
    }

    @Test func `only http and https are spoken`() {
        for url in ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/", ""] {
            #expect(throws: HTTPClient.NoAnswer.self) {
                try HTTPClient(.unhurried, privateHosts: PrivateHosts("127.0.0.1")).send(
                    .init(post: url, headers: [], body: [], timeoutMilliseconds: 500))
            }
        }
    }

    @Test func `a call after one that failed is served`() throws {
        let server = try LoopbackServer(.hangUpAfter(""), .answer(200, "fine"))
        let client = HTTPClient(.unhurried, privateHosts: PrivateHosts("127.0.0.1"))
        let call = HTTPClient.Call(post: server.url, headers: [], body: [1, 2], timeoutMilliseconds: 120_000)
        #expect(throws: HTTPClient.NoAnswer.self) { try client.send(call) }
        #expect(try client.send(call).body == Array("fine".utf8))
    }

    @Test func `a large body goes out whole`() throws {
        let server = try LoopbackServer(.answer(200, ""))
        let body = [UInt8](repeating: 97, count: 2_000_000)
        let call = HTTPClient.Call(post: server.url, headers: [], body: body, timeoutMilliseconds: 120_000)
        #expect(try HTTPClient(.unhurried, privateHosts: PrivateHosts("127.0.0.1")).send(call).status == 200)
        #expect(server.requests.first?.body.utf8.count == body.count)
    }
}
