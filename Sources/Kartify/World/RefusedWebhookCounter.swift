import Domain
import Storage
import Synchronization

/// Counts rejected webhook calls in memory and saves each website's count at most once a minute, so that a flood is cheap.
final class RefusedWebhookCounter: Sendable {
    private struct Count {
        var waiting = 0
        var writtenAt: Instant?
    }

    private let counts = Mutex<[ID<Website>: Count]>([:])
    private static let pause = Span.minutes(1)

    func add(of websiteID: ID<Website>, at now: Instant, _ world: World) {
        counts.withLock { $0[websiteID, default: Count()].waiting += 1 }
        write(at: now, world)
    }

    /// Saves counts that are old enough. A count that cannot be saved must not fail the response: it is kept for the next time.
    func write(at now: Instant, _ world: World) {
        for (websiteID, count) in due(now) {
            do {
                try world.database.write(for: websiteID) { try $0.addRefusedWebhooks(count, of: websiteID, at: now) }
            } catch {
                world.log.fault(error, at: now, ["website": "\(websiteID)"])
                counts.withLock { $0[websiteID, default: Count()].waiting += count }
            }
        }
    }

    private func due(_ now: Instant) -> [(websiteID: ID<Website>, count: Int)] {
        counts.withLock { counts in
            var due: [(websiteID: ID<Website>, count: Int)] = []
            for (websiteID, count) in counts where count.waiting > 0 {
                if let last = count.writtenAt, (last + Self.pause).isAhead(of: now, atMost: Self.pause) { continue }
                due.append((websiteID, count.waiting))
                counts[websiteID] = Count(waiting: 0, writtenAt: now)
            }
            return due
        }
    }
}
