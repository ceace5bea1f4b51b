import Glibc

/// What nginx does: one request over FastCGI, and the bytes that come back.
struct FastCGIClient {
    let path: String

    struct NoAnswer: Error {}

    /// Asks and waits for the whole answer: headers and body as the server wrote them.
    func ask(_ parameters: [(String, String)], body: [UInt8] = []) throws -> String {
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        guard isConnected else { throw NoAnswer() }
        let names = parameters.flatMap { name, value in
            length(name.utf8.count) + length(value.utf8.count) + Array(name.utf8) + Array(value.utf8)
        }
        var bytes = record(1, [0, 1, 0, 0, 0, 0, 0, 0]) + record(4, names) + record(4, [])
        for start in stride(from: 0, to: body.count, by: 32_768) {
            bytes += record(5, Array(body[start..<min(start + 32_768, body.count)]))
        }
        bytes += record(5, [])
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw NoAnswer() }
            rest = rest.dropFirst(count)
        }
        return try answer(from: socket)
    }

    private func answer(from socket: Int32) throws -> String {
        var text: [UInt8] = []
        while true {
            let head = try read(8, from: socket)
            let content = try read(Int(head[4]) << 8 | Int(head[5]), from: socket)
            _ = try read(Int(head[6]), from: socket)
            if head[1] == 6 { text += content }
            if head[1] == 3 { return String(decoding: text, as: UTF8.self) }
        }
    }

    private func read(_ count: Int, from socket: Int32) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            var buffer = [UInt8](repeating: 0, count: count - bytes.count)
            let received = recv(socket, &buffer, buffer.count, 0)
            guard received > 0 else { throw NoAnswer() }
            bytes += buffer.prefix(received)
        }
        return bytes
    }

    private func record(_ type: UInt8, _ content: [UInt8]) -> [UInt8] {
        [1, type, 0, 1, UInt8(content.count >> 8), UInt8(content.count & 255), 0, 0] + content
    }

    private func length(_ count: Int) -> [UInt8] {
        count < 128
            ? [UInt8(count)]
            : [UInt8(count >> 24) | 128, UInt8(count >> 16 & 255), UInt8(count >> 8 & 255), UInt8(count & 255)]
    }
}
