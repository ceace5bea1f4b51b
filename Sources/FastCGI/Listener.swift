import Domain
import Glibc

/// The socket that nginx connects to.
package enum Listener {
    /// Takes over the socket on file descriptor 0 when it is one (systemd, spawn-fcgi: a restart then refuses nobody), else opens
    /// `unix:/path` or `127.0.0.1:port`.
    ///
    /// - Throws: a `Refusal` that says what to do.
    package static func open(_ address: String) throws(Refusal) -> Int32 {
        if isListening(0) { return 0 }
        if address.hasPrefix("unix:") { return try unixSocket(String(address.dropFirst(5))) }
        return try tcpSocket(address)
    }

    /// Puts a Unix socket of our own back into its place when its file is gone: nginx would find nobody until a restart. The
    /// descriptor stays the same one.
    ///
    /// - Returns: whether it was gone.
    package static func restore(_ descriptor: Int32, at address: String) throws(Refusal) -> Bool {
        let path = String(address.dropFirst(5))
        guard descriptor != 0, address.hasPrefix("unix:"), access(path, F_OK) != 0, errno == ENOENT else {
            return false
        }
        let new = try unixSocket(path)
        dup2(new, descriptor)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        close(new)
        return true
    }

    private static func isListening(_ descriptor: Int32) -> Bool {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &value, &size) == 0 && value == 1
    }

    private static func unixSocket(_ path: String) throws(Refusal) -> Int32 {
        var address = sockaddr_un()
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw Refusal(.invalid, "KARTIFY_LISTEN is too long for a unix socket: choose a path under 108 characters.")
        }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let socket = newSocket(AF_UNIX)
        let isTaken = connects(socket, &address)
        if isTaken {
            throw Refusal(
                .conflict, "Another process listens on \(path): stop it, or set KARTIFY_LISTEN to another path.")
        }
        unlink(path)
        // nginx runs as another user and must be able to write to the socket, else every page is a 502.
        let mask = umask(0o007)
        defer { umask(mask) }
        return try listen(newSocket(AF_UNIX), &address, on: path)
    }

    private static func tcpSocket(_ text: String) throws(Refusal) -> Int32 {
        let parts = text.split(separator: ":")
        var address = sockaddr_in()
        guard parts.count == 2, let port = UInt16(parts[1]),
            inet_pton(AF_INET, String(parts[0]), &address.sin_addr) == 1
        else {
            throw Refusal(.invalid, "KARTIFY_LISTEN is “\(text)”: set it to unix:/path/to/socket or 127.0.0.1:port.")
        }
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        let socket = newSocket(AF_INET)
        var yes: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        return try listen(socket, &address, on: text)
    }

    private static func newSocket(_ family: Int32) -> Int32 {
        socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    }

    private static func connects<Address>(_ socket: Int32, _ address: inout Address) -> Bool {
        defer { close(socket) }
        return withSocketAddress(&address) { connect(socket, $0, $1) } == 0
    }

    private static func listen<Address>(_ socket: Int32, _ address: inout Address, on name: String) throws(Refusal)
        -> Int32
    {
        let isBound = withSocketAddress(&address) { bind(socket, $0, $1) } == 0
        guard isBound, Glibc.listen(socket, 1024) == 0 else {
            let reason = String(cString: strerror(errno))
            throw Refusal(
                .conflict, "Cannot listen on \(name) (\(reason)): free it, or set KARTIFY_LISTEN to another address.")
        }
        return socket
    }

    private static func withSocketAddress<Address>(
        _ address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }
}
