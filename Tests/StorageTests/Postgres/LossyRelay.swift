import Dispatch
import Glibc
import Synchronization
import TestDatabase

/// Stands between a store and its server, as a network does that loses the answer to a commit.
final class LossyRelay: Sendable {
    private let listener: Int32
    private let port: UInt16
    private let server: String
    private let losses: Atomic<Int>

    struct DoesNotListen: Error {}

    /// - Parameters:
    ///   - path: what the server's database stands for.
    ///   - losses: how many answers to a commit are lost, each with its connection.
    init(to path: String, losing losses: Int) throws {
        let folder = try TestEngine.address(of: path).split(separator: "host=")[1].prefix { $0 != "&" }
        server = "\(folder)/.s.PGSQL.5432"
        self.losses = Atomic(losses)
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, size) == 0 && listen(socket, 16) == 0 && getsockname(socket, $0, &size) == 0
            }
        }
        guard isListening else { throw DoesNotListen() }
        (listener, port) = (socket, UInt16(bigEndian: address.sin_port))
        DispatchQueue(label: "test.relay").async { [listener, weak self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0, let self, let server = connectToServer() else { return _ = close(client) }
                begin(client, server)
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// The same database by way of this.
    func address(of path: String) throws -> String {
        let direct = try TestEngine.address(of: path)
        let folder = server.prefix(upTo: server.lastIndex(of: "/") ?? server.startIndex)
        return direct.replacing("host=\(folder)", with: "host=127.0.0.1&port=\(port)")
    }

    private func connectToServer() -> Int32? {
        let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: server.utf8) }
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        return isConnected ? socket : nil
    }

    private func begin(_ client: Int32, _ server: Int32) {
        let isCommitting = Switch()
        let group = DispatchGroup()
        DispatchQueue(label: "test.relay.up").async(group: group) { [self] in
            pump(client, server) { bytes in
                if bytes.count == 12, bytes.starts(with: [0x51]), bytes.dropFirst(5).starts(with: "COMMIT".utf8),
                    losses.subtract(1, ordering: .relaxed).oldValue > 0
                {
                    isCommitting.turnOn()
                }
                return true
            }
        }
        DispatchQueue(label: "test.relay.down").async(group: group) { [self] in
            pump(server, client) { _ in !isCommitting.isOn }
        }
        group.notify(queue: .global()) {
            close(client)
            close(server)
        }
    }

    /// Hands over what comes, until one of them closes or a look at it says no.
    private func pump(_ from: Int32, _ to: Int32, _ look: ([UInt8]) -> Bool) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(from, &buffer, buffer.count, 0)
            guard count > 0, look(Array(buffer.prefix(count))), send(to, buffer, count, Int32(MSG_NOSIGNAL)) == count
            else { break }
        }
        shutdown(from, Int32(SHUT_RDWR))
        shutdown(to, Int32(SHUT_RDWR))
    }
}

private final class Switch: Sendable {
    private let state = Atomic(false)
    var isOn: Bool { state.load(ordering: .acquiring) }
    func turnOn() { state.store(true, ordering: .releasing) }
}
