import Dispatch
import Domain
import Storage

/// One run of the job that hands waiting orders to Arvind, oldest first.
struct PushOrdersRun: Sendable {
    static let job = "push-orders"
    let id: Int
    private let world: World
    private let window: Span
    private let isScheduled: Bool
    private static let callsAtOnce = 4
    /// Longer than a call can take: nobody else gets the order while its answer may still come.
    private static let lease = Span.minutes(2)

    /// Writes down that the run begins.
    ///
    /// - Parameters:
    ///   - starter: `schedule`, `terminal`, or a staff member's name.
    ///   - isScheduled: leaves out orders whose next attempt is not due.
    init(window: Span, by starter: String, isScheduled: Bool, in world: World) throws {
        self.world = world
        self.window = window
        self.isScheduled = isScheduled
        let now = world.clock()
        let hours = Int(window.milliseconds / 3_600_000)
        id = try world.database.write { try $0.startRun(Self.job, by: starter, windowHours: hours, at: now) }
    }

    /// Pushes until nothing is left, a few orders at once, and writes down that the run is over.
    func finish() {
        let faults = Faults()
        DispatchQueue.concurrentPerform(iterations: Self.callsAtOnce) { _ in
            do {
                while !world.background.isStopping, let order = try lease() {
                    try world.pushLeased(order, inRun: id, lane: .job)
                }
            } catch {
                world.log.fault(error, at: world.clock(), ["job": Self.job, "run": "\(id)"])
                faults.add()
            }
        }
        let reason =
            world.background.isStopping
            ? "The server was stopped." : faults.isEmpty ? nil : "A fault of ours; see the log."
        let now = world.clock()
        do {
            try world.database.write { [id] in try $0.finishRun(id, fault: reason, at: now) }
        } catch {
            world.log.fault(error, at: now, ["job": Self.job, "run": "\(id)"])
        }
    }

    private func lease() throws -> Int? {
        let now = world.clock()
        let (id, start, isScheduled) = (id, now - window, isScheduled)
        return try world.database.write { store in
            try store.leaseOrdersToPush(
                inRun: id, placedSince: start, isScheduled: isScheduled, limit: 1, until: now + Self.lease, now: now
            ).first
        }
    }
}
