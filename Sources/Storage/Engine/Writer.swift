import Dispatch
import Domain
import Synchronization

/// The one thread that writes. It takes all waiting closures, runs each in its own savepoint, commits once, and only then
/// wakes the callers: every answered write is on disk. If the process dies before the commit, none of them was answered.
final class Writer: Sendable {
    private let connection: any Connection
    private let waiting = Mutex<[any WriteJob]>([])
    private let arrivals = DispatchSemaphore(value: 0)
    private let isStopping = Atomic(false)
    /// Callers that have waited longer than writing takes: somebody else holds the file, or the disk hangs.
    private let stuck = Atomic(0)
    private let stuckLimit: Int
    private static let usualMilliseconds = 500
    private let done = Mutex(WriterFigures())

    init(_ connection: any Connection, waiting limit: Int) {
        self.connection = connection
        stuckLimit = limit
        DispatchQueue(label: "kartify.writer").async { [self] in run() }
    }

    func write<Value: Sendable>(
        patiently: Bool, _ body: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) throws -> Value {
        guard stuck.load(ordering: .relaxed) < stuckLimit else { throw DatabaseError.busy }
        let job = Job(body)
        waiting.withLock { $0.append(job) }
        arrivals.signal()
        guard job.isDone(within: Self.usualMilliseconds) else { return try outlast(job, patiently) }
        return try job.outcome().get()
    }

    /// A worker that waits here answers nobody: only some of them may, and the others keep the pages that only read fast.
    private func outlast<Value>(_ job: Job<Value>, _ patiently: Bool) throws -> Value {
        let isOneOfFew = stuck.add(1, ordering: .relaxed).oldValue < stuckLimit
        defer { stuck.subtract(1, ordering: .relaxed) }
        guard isOneOfFew && patiently || !job.withdraw() else { throw DatabaseError.busy }
        return try job.outcome().get()
    }

    var figures: WriterFigures {
        var figures = done.withLock { $0 }
        figures.waiting = waiting.withLock { $0.count }
        figures.isRefusing = stuck.load(ordering: .relaxed) >= stuckLimit
        return figures
    }

    /// Ends the thread; nobody may write afterwards.
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
            guard !jobs.isEmpty else { continue }
            let start = ContinuousClock.now
            commit(jobs)
            let took = (ContinuousClock.now - start).microseconds
            done.withLock { $0.add(jobs.count, took: took) }
        }
    }

    private func commit(_ jobs: [any WriteJob]) {
        do {
            try repeating(3) {
                try connection.beginWriting()
                for job in jobs { try attempt(job) }
                try connection.commit()
            }
        } catch {
            for job in jobs { job.fail(error) }
        }
        for job in jobs { job.wake() }
    }

    /// Runs a transaction, and again when the server lost it: closures hold nothing but work on the database.
    private func repeating(_ times: Int, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            if connection.isInTransaction { _ = try? connection.rollBack() }
            guard case DatabaseError.lost = error, times > 1 else { throw error }
            try repeating(times - 1, body)
        }
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
