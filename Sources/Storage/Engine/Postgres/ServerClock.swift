import Domain
import Glibc

/// A moment of the server's clock, between two of this machine's; in milliseconds.
package struct ServerClock {
    private let difference: Int
    /// Leases, throttles and what follows what go by the clocks of all machines.
    private static let most = 2000

    package init(server: Int, between before: Int, and after: Int) {
        difference = server > after ? server - after : min(0, server - before)
    }

    /// What to type where the clocks are too far apart.
    package var refusal: Refusal? {
        guard abs(difference) > Self.most else { return nil }
        let seconds = "\(abs(difference) / 1000) s \(difference > 0 ? "ahead of" : "behind")"
        return Refusal(
            .invalid,
            "The clock of the database server is \(seconds) this machine's. On both machines type “apt install systemd-timesyncd” and “timedatectl set-ntp true”, and start again when “timedatectl” says that the clock is synchronized."
        )
    }
}

extension PostgresConnection {
    func clockRefusal() throws -> Refusal? {
        let before = Self.now
        let text = try send("SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT)").text(0)
        return ServerClock(server: text.flatMap { Int($0) } ?? 0, between: before, and: Self.now).refusal
    }

    private static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}
