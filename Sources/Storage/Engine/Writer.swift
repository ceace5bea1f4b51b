import Dispatch
import Synchronization

/// The one thread that writes. It takes all closures that wait, runs each in a savepoint of its own, commits once, and only then
/// wakes the callers: whoever is answered is on disk. If the process dies before the commit, none of them was answered.
final class Writer: Sendable {
    private let connection: Connection
    private let waiting = Mutex<[any WriteJob]>([])
    private let arrivals = DispatchSemaphore(value: 0)
    private let isStopping = Atomic(false)

    init(_ connection: Connection) {
        self.connection = connection
        DispatchQueue(label: "kartify.writer").async { [self] in run() }
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> Value) throws -> Value {
        let job = Job(body)
        waiting.withLock { $0.append(job) }
        arrivals.signal()
        return try job.outcome().get()
    }

    /// Lets the thread go. Nobody may write any more.
    func stop() {
        isStopping.store(true, ordering: .relaxed)
        arrivals.signal()
    }

    private func run() {
        while true {
            arrivals.wait()
            if isStopping.load(ordering: .relaxed) { return }
            let jobs = waiting.withLock { waiting in
                defer { waiting = [] }
                return waiting
            }
            if !jobs.isEmpty { commit(jobs) }
        }
    }

    private func commit(_ jobs: [any WriteJob]) {
        do {
            try connection.beginWriting()
            for job in jobs { try attempt(job) }
            try connection.commit()
        } catch {
            if connection.isInTransaction { _ = try? connection.rollBack() }
            for job in jobs { job.fail(error) }
        }
        for job in jobs { job.wake() }
    }

    /// One closure in its own savepoint: a closure that throws rolls back alone.
    ///
    /// Never inlined: the optimiser of Swift 6.3.1 crashes when it inlines a noncopyable value lent to an existential's method.
    @inline(never)
    private func attempt(_ job: any WriteJob) throws {
        try connection.setSavepoint()
        if !job.run(Transaction(connection: connection)) { try connection.returnToSavepoint() }
        try connection.releaseSavepoint()
    }
}
