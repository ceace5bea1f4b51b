import Dispatch
import Glibc
import Synchronization

/// A small SMTP server on 127.0.0.1 that takes every letter, unless a test says otherwise, and remembers it.
package final class LoopbackMailServer: Sendable {
    /// One letter as it came.
    package struct Letter: Sendable {
        package let sender: String
        package let recipients: [String]
        /// Header lines and text, as they stood between DATA and the lonely dot.
        package let lines: [String]

        /// A header's words, its folded lines joined.
        package func header(_ name: String) -> String? {
            let head = lines.prefix { !$0.isEmpty }
            guard let start = head.firstIndex(where: { $0.lowercased().hasPrefix(name.lowercased() + ":") }) else {
                return nil
            }
            let rest = head[(start + 1)...].prefix { $0.hasPrefix(" ") }
            return ([String(head[start].dropFirst(name.count + 1))] + rest).joined().trimmingSpaces
        }

        /// What follows the first empty line.
        package var text: String { lines.drop { !$0.isEmpty }.dropFirst().joined() }
    }

    private let socket: Int32
    private let port: UInt16
    private let refusal: String?
    private let letters = Mutex<[Letter]>([])

    /// - Parameter refusal: what every recipient is refused with, such as `550 Nobody of that name`.
    package init(refusingWith refusal: String? = nil) throws {
        self.refusal = refusal
        (socket, port) = try LoopbackServer.listen()
        LoopbackServer.accept(on: socket) { [weak self] in
            guard let self else { return nil }
            return { self.serve($0) }
        }
    }

    deinit {
        shutdown(socket, Int32(SHUT_RDWR))
    }

    package var url: String { "smtp://127.0.0.1:\(port)" }

    package var received: [Letter] { letters.withLock { $0 } }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        var pending: [UInt8] = []
        var sender = ""
        var recipients: [String] = []
        Self.say("220 loopback", connection)
        while let line = Self.readLine(connection, &pending) {
            switch line.prefix(4).uppercased() {
            case "MAIL":
                sender = String(line.dropFirst("MAIL FROM:".count))
                Self.say("250 Yes", connection)
            case "RCPT":
                recipients.append(String(line.dropFirst("RCPT TO:".count)))
                Self.say(refusal ?? "250 Yes", connection)
            case "DATA":
                Self.say("354 Go on", connection)
                var lines: [String] = []
                while let text = Self.readLine(connection, &pending), text != "." { lines.append(text) }
                letters.withLock { $0.append(Letter(sender: sender, recipients: recipients, lines: lines)) }
                Self.say("250 Taken", connection)
            case "QUIT":
                Self.say("221 Bye", connection)
                return
            default: Self.say("250 Yes", connection)
            }
        }
    }

    private static func say(_ line: String, _ connection: Int32) {
        let bytes = Array("\(line)\r\n".utf8)
        _ = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    private static func readLine(_ connection: Int32, _ pending: inout [UInt8]) -> String? {
        while true {
            if let end = pending.firstIndex(of: 10) {
                let line = String(decoding: pending[..<end].filter { $0 != 13 }, as: UTF8.self)
                pending.removeFirst(end + 1)
                return line
            }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            pending += buffer.prefix(count)
        }
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " })
    }
}
