import Dispatch
import Domain
import FastCGI
import Glibc
import Storage

/// Takes the shops' mails over SMTP (RFC 5321) and shows them at `/mailbox` instead of delivering them. So the demo sends as a real
/// installation does, and the product has no second way to send that only a demo takes.
///
/// It speaks as much of the protocol as libcurl asks for, on this machine only. Debian has no library for the server's side.
final class MailDoor: Sendable {
    private let socket: Int32
    private let take: @Sendable (ReceivedMail) throws -> Void
    private static let largest = 1 << 20

    /// - Parameter address: `127.0.0.1:port`.
    init(_ address: String, take: @escaping @Sendable (ReceivedMail) throws -> Void) throws {
        socket = try Listener.open(address)
        self.take = take
    }

    func open() {
        DispatchQueue(label: "sandbox.mail").async { [self] in
            while true {
                let connection = accept(socket, nil, nil)
                if connection < 0 {
                    if errno == EINTR || errno == ECONNABORTED { continue }
                    return
                }
                DispatchQueue(label: "sandbox.mail.connection").async { [self] in
                    serve(connection)
                    close(connection)
                }
            }
        }
    }

    private func serve(_ connection: Int32) {
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var lines = Lines(connection: connection)
        var recipient = ""
        say("220 arvind-sandbox", connection)
        while let line = lines.next() {
            switch line.prefix(4).uppercased() {
            case "RCPT":
                recipient = String(line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
                say("250 OK", connection)
            case "DATA":
                say("354 Go on", connection)
                say(receive(from: &lines, for: recipient), connection)
            case "QUIT":
                say("221 Goodbye", connection)
                return
            case "HELO", "EHLO", "MAIL", "RSET", "NOOP": say("250 OK", connection)
            default: say("502 Not here", connection)
            }
        }
    }

    /// - Returns: what the sender is answered.
    private func receive(from lines: inout Lines, for recipient: String) -> String {
        var text: [String] = []
        var size = 0
        while let line = lines.next(), line != "." {
            // A line that begins with a dot was sent with another in front of it.
            text.append(line.hasPrefix(".") ? String(line.dropFirst()) : line)
            size += line.utf8.count
            if size > Self.largest { return "552 Too large" }
        }
        do {
            try take(ReceivedMail(text, recipient: recipient))
            return "250 Taken"
        } catch {
            Log.event("mail not taken", ["reason": "\(error)"])
            return "451 Later"
        }
    }

    private func say(_ line: String, _ connection: Int32) {
        let bytes = Array("\(line)\r\n".utf8)
        _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
}

private struct Lines {
    let connection: Int32
    private var pending: [UInt8] = []

    init(connection: Int32) {
        self.connection = connection
    }

    /// The next line without its end; nil when there is none.
    mutating func next() -> String? {
        while pending.count < 1 << 16 {
            if let end = pending.firstIndex(of: 10) {
                let line = pending[..<end].filter { $0 != 13 }
                pending.removeFirst(end + 1)
                return String(decoding: line, as: UTF8.self)
            }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            pending += buffer.prefix(count)
        }
        return nil
    }
}
