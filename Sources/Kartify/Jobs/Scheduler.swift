import Dispatch
import Domain
import Storage
import Synchronization

/// Runs due jobs inside `kartify serve`, each on its own thread, so that a slow one delays no other.
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
            // A poll of the clock, which stop() ends at once.
            _ = wakeUp.wait(timeout: .now() + Self.tick)
        }
    }

    /// Of several processes, only the one with the lease runs the job.
    private func runIfDue(_ job: Job) {
        do {
            guard let lease = try JobLease(job, onlyWhenDue: true, in: world) else { return }
            // A run that fails has said so in the log.
            _ = try? lease.run(by: "schedule")
        } catch {
            world.log.fault(error, at: world.clock(), ["job": .text(job.rawValue)])
        }
    }
}
