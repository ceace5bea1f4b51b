import Dispatch
import Domain
import Storage
import Synchronization

/// Runs the jobs at their times, on a thread of its own inside `kartify serve`.
final class Scheduler: Sendable {
    private let world: World
    private let wakeUp = DispatchSemaphore(value: 0)
    private let done = DispatchGroup()
    private let isStopping = Atomic(false)
    static let pushEvery = Span.minutes(5)
    private static let tick = DispatchTimeInterval.seconds(15)

    init(_ world: World) {
        self.world = world
    }

    func start() {
        DispatchQueue(label: "kartify.scheduler").async(group: done) { [self] in run() }
    }

    /// Returns when the job that runs, if one does, has ended.
    func stop() {
        isStopping.store(true, ordering: .relaxed)
        wakeUp.signal()
        done.wait()
    }

    private func run() {
        while !isStopping.load(ordering: .relaxed) {
            do {
                try Housekeeping(world: world).run()
                // A run that was missed while nothing ran is made up for once.
                if try isPushDue() {
                    try PushOrdersRun(window: PushWindow.scheduled, by: "schedule", isScheduled: true, in: world)
                        .finish()
                }
            } catch {
                world.log.fault(error, at: world.clock(), ["job": "scheduler"])
            }
            // Not a pause to wait something out: the clock is looked at, and stop() ends it at once.
            _ = wakeUp.wait(timeout: .now() + Self.tick)
        }
    }

    private func isPushDue() throws -> Bool {
        let last = try world.database.read { try $0.lastScheduledStart(of: PushOrdersRun.job) }
        return last.map { world.clock() >= $0 + Self.pushEvery } ?? true
    }
}
