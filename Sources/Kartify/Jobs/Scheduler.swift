import Dispatch
import Domain
import Storage
import Synchronization

/// Runs the jobs at their times, inside `kartify serve`: each on a thread of its own, so that a slow one holds no other up.
final class Scheduler: Sendable {
    private let world: World
    private let wakeUp = DispatchSemaphore(value: 0)
    private let running = DispatchGroup()
    private let isStopping = Atomic(false)
    private let busy = Mutex<Set<Job>>([])
    private static let tick = DispatchTimeInterval.seconds(5)

    init(_ world: World) {
        self.world = world
    }

    func start() throws {
        let now = world.clock()
        try world.database.write { store in
            for job in Job.allCases { try store.addJob(job.rawValue, at: now) }
        }
        DispatchQueue(label: "kartify.scheduler").async(group: running) { [self] in run() }
    }

    /// Returns when the jobs that run have ended.
    func stop() {
        isStopping.store(true, ordering: .relaxed)
        wakeUp.signal()
        running.wait()
    }

    private func run() {
        while !isStopping.load(ordering: .relaxed) {
            for job in Job.allCases where busy.withLock({ $0.insert(job).inserted }) {
                DispatchQueue(label: "kartify.job.\(job.rawValue)").async(group: running) { [self] in
                    runIfDue(job)
                    busy.withLock { _ = $0.remove(job) }
                }
            }
            // Not a pause to wait something out: the clock is looked at, and stop() ends it at once.
            _ = wakeUp.wait(timeout: .now() + Self.tick)
        }
    }

    /// Whoever gets the lease runs the job; with several processes that is one of them.
    private func runIfDue(_ job: Job) {
        do {
            _ = try JobLease(job, onlyWhenDue: true, in: world)?.run(by: "schedule")
        } catch {
            world.log.fault(error, at: world.clock(), ["job": job.rawValue])
        }
    }
}
