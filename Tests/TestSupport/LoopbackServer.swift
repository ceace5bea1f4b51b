import Dispatch
import Glibc
import Synchronization

/// A small HTTP server on 127.0.0.1 that answers as a test has written it, and remembers what it was asked.
package final class LoopbackServer: Sendable {
    /// What one request gets.
    package enum Turn: Sendable {
        case answer(Int, String, headers: String = "")
        /// As `answer`, once the gate is opened.
        case answerAfter(DispatchSemaphore, Int, String)
        /// These bytes, and then the connection is closed.
        case hangUpAfter(String)
        /// These bytes, and then nothing until the client goes away.
        case stallAfter(String)
    }

    /// One request as it came.
    package struct Received: Sendable {
        package let line: String
        package let headers: [String]
        package let body: String
    }

    package struct CannotListen: Error {
        let errno: Int32
    }

    private let socket: Int32
    private let port: UInt16
    private let answer: @Sendable (Received) -> Turn
    private let received = Mutex<[Received]>([])
    /// Signalled for each request that has arrived whole.
    package let arrivals = DispatchSemaphore(value: 0)

    /// A server that looks at each request before it takes its turn.
    package init(answering answer: @escaping @Sendable (Received) -> Turn) throws {
        self.answer = answer
        (socket, port) = try Self.listen()
        Self.accept(on: socket) { [weak self] in
            guard let self else { return nil }
            return { self.serve($0) }
        }
    }

    /// A server that takes one turn a request; the last one stays.
    package convenience init(_ turns: [Turn]) throws {
        let script = Script(turns)
        try self.init { _ in script.next() }
    }

    package convenience init(_ turns: Turn...) throws {
        try self.init(turns)
    }

    deinit {
        shutdown(socket, Int32(SHUT_RDWR))
    }

    package var url: String { "http://127.0.0.1:\(port)" }

    package var requests: [Received] { received.withLock { $0 } }

    /// An address where nobody listens.
    package static func deadURL() throws -> String {
        let (socket, port) = try listen()
        close(socket)
        return "http://127.0.0.1:\(port)"
    }

    static func listen() throws -> (Int32, UInt16) {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, size) == 0 && Glibc.listen(socket, 64) == 0 && getsockname(socket, $0, &size) == 0
            }
        }
        guard isListening else { throw CannotListen(errno: errno) }
        return (socket, UInt16(bigEndian: address.sin_port))
    }

    /// Serves each connection on a thread of its own until the socket is shut down, and then closes the socket: were it closed
    /// anywhere else, its number could be the next server's while this one still accepts.
    static func accept(on socket: Int32, _ server: @escaping @Sendable () -> (@Sendable (Int32) -> Void)?) {
        DispatchQueue(label: "loopback").async {
            defer { close(socket) }
            while case let connection = Glibc.accept(socket, nil, nil), connection >= 0 {
                guard let serve = server() else {
                    close(connection)
                    return
                }
                DispatchQueue(label: "loopback.connection").async { serve(connection) }
            }
        }
    }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        var pending: [UInt8] = []
        while let request = Self.readRequest(connection, &pending) {
            let turn = answer(request)
            received.withLock { $0.append(request) }
            arrivals.signal()
            switch turn {
            case .answer(let status, let body, let headers):
                Self.write(connection, Self.head(status, body, headers) + body)
            case .answerAfter(let gate, let status, let body):
                gate.wait()
                Self.write(connection, Self.head(status, body) + body)
            case .hangUpAfter(let bytes):
                Self.write(connection, bytes)
                return
            case .stallAfter(let bytes):
                Self.write(connection, bytes)
                while Self.readMore(connection, &pending) {}
                return
            }
        }
    }

    private static func head(_ status: Int, _ body: String, _ headers: String = "") -> String {
        "HTTP/1.1 \(status) Scripted\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n"
    }

    private static func readRequest(_ connection: Int32, _ pending: inout [UInt8]) -> Received? {
        var end = endOfHead(pending)
        while end == nil {
            guard readMore(connection, &pending) else { return nil }
            end = endOfHead(pending)
        }
        guard let end else { return nil }
        let lines = String(decoding: pending[..<end], as: UTF8.self).split(separator: "\r\n").map(String.init)
        let length =
            lines.first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0
        let start = end + 4
        while pending.count < start + length {
            guard readMore(connection, &pending) else { return nil }
        }
        let body = String(decoding: pending[start..<(start + length)], as: UTF8.self)
        pending.removeFirst(start + length)
        return Received(line: lines[0], headers: Array(lines.dropFirst()), body: body)
    }

    private static func endOfHead(_ bytes: [UInt8]) -> Int? {
        bytes.indices.dropLast(3).first { Array(bytes[$0..<($0 + 4)]) == [13, 10, 13, 10] }
    }

    private static func readMore(_ connection: Int32, _ pending: inout [UInt8]) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(connection, &buffer, buffer.count, 0)
        if count > 0 { pending += buffer.prefix(count) }
        return count > 0
    }

    private static func write(_ connection: Int32, _ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes {
                send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}

private final class Script: Sendable {
    private let turns: Mutex<[LoopbackServer.Turn]>

    init(_ turns: [LoopbackServer.Turn]) {
        self.turns = Mutex(turns)
    }

    func next() -> LoopbackServer.Turn {
        turns.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    }
}
