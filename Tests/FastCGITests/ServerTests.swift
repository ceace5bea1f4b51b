import Dispatch
import Domain
import FastCGI
import Glibc
import Synchronization
import TestSupport
import Testing
import Web

/// A real server on a real socket; one at a time, since libfcgi is one in a process.
@Suite(.serialized) struct ServerTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `a request arrives with everything nginx says of it`() throws {
        let answer = try ask(
            [
                ("REQUEST_METHOD", "POST"), ("REQUEST_URI", "/orders/a%2Fb?x=1"), ("QUERY_STRING", "x=1"),
                ("HTTP_HOST", "Brand.example:8080"), ("HTTPS", "on"), ("REMOTE_ADDR", "10.0.0.1"), ("REQUEST_ID", "r7"),
                ("CONTENT_TYPE", "text/plain"), ("CONTENT_LENGTH", "4"),
                ("HTTP_X_LONG", String(repeating: "l", count: 300)),
            ], body: Array("body".utf8)
        ) { request in
            .text(
                [
                    request.method, request.path, request.query["x"], request.host, request.authority,
                    "\(request.isSecure)", request.remoteAddress, request.id, request.mediaType,
                    "\(request.header("x-long")?.count ?? 0)", String(decoding: request.body, as: UTF8.self),
                    request.now.rfc3339,
                ].joined(separator: " "))
        }
        #expect(
            answer.hasSuffix(
                "\r\n\r\nPOST /orders/a%2Fb 1 brand.example Brand.example:8080 true 10.0.0.1 r7 text/plain 300 body "
                    + "1970-01-01T00:00:00Z"))
    }

    @Test func `an answer goes out with its status, its headers and its length`() throws {
        let answer = try ask([]) { _ in
            Response.text("नमस्ते", status: .notFound).with("Set-Cookie", "a=1").with("Set-Cookie", "b=2")
        }
        #expect(answer.hasPrefix("Status: 404 Not Found\r\n"))
        #expect(answer.contains("\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n"))
        #expect(answer.contains("\r\nContent-Length: 18\r\n") && answer.hasSuffix("\r\n\r\nनमस्ते"))
    }

    @Test func `a line end in a value does not begin another header`() throws {
        let answer = try ask([]) { _ in Response.text("x").with("Location", "/\r\nSet-Cookie: evil=1") }
        #expect(!answer.contains("evil"))
    }

    @Test func `a large body arrives whole`() throws {
        let body = (0..<1_000_000).map { UInt8($0 & 127) }
        let answer = try ask([("CONTENT_LENGTH", "\(body.count)")], body: body) { .text("\($0.body == body)") }
        #expect(answer.hasSuffix("true"))
    }

    @Test func `of large bodies two are read at once, and the next is answered unread`() throws {
        let arrived = DispatchSemaphore(value: 0), gate = DispatchSemaphore(value: 0)
        let path = folder.file("s")
        let body = [UInt8](repeating: 1, count: 3 << 20)
        let server = try start(path, workers: 3) { request in
            guard !request.isBodyUnread else { return .text("unread \(request.body.count)") }
            arrived.signal()
            gate.wait()
            return .text("read \(request.body.count)")
        }
        defer { server.stop() }
        let answers = Mutex<[String]>([])
        let group = DispatchGroup()
        for number in 1...2 {
            DispatchQueue(label: "test.large.\(number)").async(group: group) {
                let answer = try? FastCGIClient(path: path).ask([("CONTENT_LENGTH", "\(body.count)")], body: body)
                answers.withLock { $0.append(answer ?? "") }
            }
        }
        for _ in 1...2 { arrived.wait() }
        let third = try FastCGIClient(path: path).ask([("CONTENT_LENGTH", "\(body.count)")], body: body)
        #expect(third.hasSuffix("\r\n\r\nunread 0"))
        for _ in 1...2 { gate.signal() }
        group.wait()
        #expect(answers.withLock { $0.allSatisfy { $0.hasSuffix("\r\n\r\nread \(body.count)") } })
        for _ in 1...2 { gate.signal() }
        #expect(
            try FastCGIClient(path: path).ask([("CONTENT_LENGTH", "\(body.count)")], body: body)
                .hasSuffix("\r\n\r\nread \(body.count)"))
    }

    @Test func `a request without a word about itself is a GET of the root with an id of our own`() throws {
        let answer = try ask([]) { .text("\($0.method) \($0.path) \($0.id.count) \($0.body.count)") }
        #expect(answer.hasSuffix("GET / 16 0"))
    }

    @Test func `a server that stops finishes what it holds`() throws {
        let arrived = DispatchSemaphore(value: 0), gate = DispatchSemaphore(value: 0)
        let path = folder.file("s")
        let server = try start(path) { _ in
            arrived.signal()
            gate.wait()
            return .text("finished")
        }
        let group = DispatchGroup()
        DispatchQueue(label: "test.stop").async(group: group) {
            arrived.wait()
            DispatchQueue(label: "test.gate").async(group: group) { gate.signal() }
            server.stop()
        }
        #expect(try FastCGIClient(path: path).ask([]).hasSuffix("finished"))
        group.wait()
    }

    @Test func `a socket whose file was removed is put back, and the workers answer there`() throws {
        let path = folder.file("s"), address = "unix:\(folder.file("s"))"
        let socket = try Listener.open(address)
        let server = Server(socket: socket, workers: 2, clock: { Instant(milliseconds: 0) }) { _ in .text("here") }
        server.start()
        signal(SIGTERM, SIG_DFL)
        defer { server.stop() }
        #expect(try FastCGIClient(path: path).ask([]).hasSuffix("here"))
        #expect(try !Listener.restore(socket, at: address))
        unlink(path)
        #expect(throws: FastCGIClient.NoAnswer.self) { try FastCGIClient(path: path).ask([]) }
        #expect(try Listener.restore(socket, at: address))
        server.wake()
        for _ in 1...4 { #expect(try FastCGIClient(path: path).ask([]).hasSuffix("here")) }
    }

    @Test func `a file goes out behind the body, piece by piece, with the length of both`() throws {
        let bytes = (0..<200_000).map { UInt8($0 & 63) + 32 }
        let descriptor = creat(folder.file("sent"), 0o600)
        #expect(write(descriptor, bytes, bytes.count) == bytes.count)
        close(descriptor)
        let file = try #require(SentFile(takingFrom: folder.file("sent")))
        #expect(access(folder.file("sent"), F_OK) != 0)
        let answer = try ask([]) { _ in
            var response = Response.text("head ")
            response.file = file
            return response
        }
        #expect(answer.contains("\r\nContent-Length: 200005\r\n"))
        #expect(answer.hasSuffix("\r\n\r\nhead " + String(decoding: bytes, as: UTF8.self)))
    }

    @Test func `a wake-up that nobody meant changes nothing`() throws {
        let server = try start(folder.file("s")) { _ in .text("here") }
        defer { server.stop() }
        for _ in 0..<5 {
            kill(getpid(), SIGUSR1)
            #expect(try FastCGIClient(path: folder.file("s")).ask([]).hasSuffix("here"))
        }
    }

    @Test func `a server hangs when all its workers have been busy for too long, not when one is free`() throws {
        let arrived = DispatchSemaphore(value: 0), gate = DispatchSemaphore(value: 0)
        let path = folder.file("s")
        let server = try start(path) { _ in
            arrived.signal()
            gate.wait()
            return .text("done")
        }
        let group = DispatchGroup()
        for number in 1...2 {
            #expect(!server.isHanging(longerThan: .zero))
            DispatchQueue(label: "test.hang.\(number)").async(group: group) {
                _ = try? FastCGIClient(path: path).ask([])
            }
            arrived.wait()
        }
        #expect(server.isHanging(longerThan: .zero) && !server.isHanging(longerThan: .seconds(3600)))
        for _ in 1...2 { gate.signal() }
        group.wait()
        server.stop()
        #expect(!server.isHanging(longerThan: .zero))
    }

    private func ask(
        _ parameters: [(String, String)], body: [UInt8] = [], _ answer: @escaping @Sendable (Request) -> Response
    ) throws -> String {
        let server = try start(folder.file("s"), answer)
        defer { server.stop() }
        return try FastCGIClient(path: folder.file("s")).ask(parameters, body: body)
    }

    private func start(_ path: String, workers: Int = 2, _ answer: @escaping @Sendable (Request) -> Response) throws
        -> Server
    {
        let server = Server(
            socket: try Listener.open("unix:\(path)"), workers: workers, clock: { Instant(milliseconds: 0) },
            answer: answer)
        server.start()
        // libfcgi takes SIGTERM over; whoever ends the tests means it.
        signal(SIGTERM, SIG_DFL)
        return server
    }
}

struct ListenerTests {
    @Test func `a socket that nobody listens on any more is replaced, one that is taken is not`() throws {
        let folder = try TemporaryFolder()
        let first = try Listener.open("unix:\(folder.file("s"))")
        #expect(throws: Refusal.self) { try Listener.open("unix:\(folder.file("s"))") }
        close(first)
        let second = try Listener.open("unix:\(folder.file("s"))")
        close(second)
    }

    @Test func `a port of this machine can be taken once`() throws {
        let socket = try Listener.open("127.0.0.1:0")
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &size) }
        }
        let port = UInt16(bigEndian: address.sin_port)
        #expect(throws: Refusal.self) { try Listener.open("127.0.0.1:\(port)") }
        close(socket)
    }

    @Test(arguments: [
        "", "nowhere", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000", "localhost:80", "1:2:3", "unix:/nowhere/at/all",
        "unix:/" + String(repeating: "x", count: 108),
    ])
    func `an address that cannot be is refused with what to do`(address: String) throws {
        let refusal = #expect(throws: Refusal.self) { try Listener.open(address) }
        #expect(refusal?.message.contains("KARTIFY_LISTEN") == true)
    }
}
