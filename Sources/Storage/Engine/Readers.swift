import Synchronization

/// Connections that read, one for each thread that reads at the same time.
///
/// A thread comes back to its own place, whose lock, connection and statements nobody else touches: one pool for all was a fifth of
/// the time of a page. Where another thread is in that place, the next free one is taken.
final class Readers: Sendable {
    private final class Place: Sendable {
        private struct State {
            var isLent = false
            var connection: (any Connection)?
        }

        private let state = Mutex(State())

        /// Whether the place was free, and the connection that was left in it.
        func take() -> (isMine: Bool, connection: (any Connection)?) {
            state.withLock { state in
                guard !state.isLent else { return (false, nil) }
                defer { state = State(isLent: true) }
                return (true, state.connection)
            }
        }

        func leave(_ connection: (any Connection)?) {
            state.withLock { $0 = State(connection: connection) }
        }
    }

    private let places = (0..<64).map { _ in Place() }
    /// A new connection, for what takes long.
    let open: @Sendable () throws -> any Connection

    init(open: @escaping @Sendable () throws -> any Connection) {
        self.open = open
    }

    /// Lends a connection. One whose loan ends with an error is not kept: it closes itself.
    func borrow<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        let own = ThreadNumber.current
        for step in 0..<places.count {
            let place = places[(own + step) % places.count]
            let (isMine, kept) = place.take()
            guard isMine else { continue }
            var sound: (any Connection)?
            defer { place.leave(sound) }
            let connection = try kept ?? open()
            let value = try body(connection)
            sound = connection
            return value
        }
        return try body(open())
    }
}
