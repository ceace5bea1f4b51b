import Crypto
import Domain
import JSON
import Storage

/// This process's right to run a job: no other process runs it until the run is over, or until this process has died.
struct JobLease {
    private let job: Job
    private let owner = Int.random(in: 1...Int.max)
    private let world: World

    /// nil when the job is off, when somebody else runs it, or when it is not due.
    ///
    /// - Parameter onlyWhenDue: false for a job that a person or a system timer starts.
    init?(_ job: Job, onlyWhenDue: Bool, in world: World) throws {
        (self.job, self.world) = (job, world)
        let (name, owner, now) = (job.rawValue, owner, world.clock())
        let next = now + job.interval
        let isMine = try world.database.write { store in
            try store.addJob(name, at: now)
            return try store.leaseJob(
                name, owner: owner, until: Lease.job.end(from: now), next: next, onlyWhenDue: onlyWhenDue, now: now)
        }
        guard isMine else { return nil }
    }

    /// Runs the job and records its result. A failure ends the lease too, so that it does not delay the next run.
    func run(by starter: String) throws -> String {
        try Trace(id: Base64.url.encode(randomBytes(12)), route: job.rawValue, who: starter).follow {
            try traced(by: starter)
        }
    }

    private func traced(by starter: String) throws -> String {
        let start = world.clock()
        do {
            let result = try Heartbeat.whileRunning(beat) { try job.run(by: starter, in: world) }
            try end(result, success: world.clock())
            note(start, ["result": .text(result)])
            return result
        } catch {
            note(start, ["fault": "\(error)"])
            try end("Failed; see the log.", success: nil)
            throw error
        }
    }

    private func note(_ start: Instant, _ fields: [String: JSONValue]) {
        let milliseconds = (world.clock() - start).milliseconds
        world.log.event("job", at: start, fields.merging(["ms": .integer(Int(milliseconds))]) { known, _ in known })
    }

    private var beat: @Sendable () -> Void {
        let (name, owner, world) = (job.rawValue, owner, world)
        return {
            let now = world.clock()
            do {
                try world.database.write { try $0.renewJobLease(name, owner: owner, until: Lease.job.end(from: now)) }
            } catch {
                world.log.fault(error, at: now)
            }
        }
    }

    private func end(_ result: String, success: Instant?) throws {
        let (name, owner) = (job.rawValue, owner)
        try world.database.write { try $0.endJob(name, owner: owner, result: result, success: success) }
    }
}

extension World {
    /// Runs a job at once, due or not, as a system timer does.
    ///
    /// - Returns: what it did, or why it did not run.
    func runNow(_ job: Job, by starter: String) throws -> String {
        if let lease = try JobLease(job, onlyWhenDue: false, in: self) { return try lease.run(by: starter) }
        let row = try database.read { try $0.jobs() }.first { $0.name == job.rawValue }
        return row?.isOn == false
            ? "\(job.title): switched off under Tools › Cron; nothing was done."
            : "\(job.title): another process is running it; nothing was done."
    }
}
