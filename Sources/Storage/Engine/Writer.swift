import Dispatch
import Domain
import Synchronization

/// The threads that write: one for a file, several for a server. Each takes all waiting closures of one website, runs each in a
/// savepoint of its own, commits once, and only then wakes the callers: every answered write is on disk. If the process dies before
/// the commit, none of them was answered.
final class Writer: Sendable {
    private let waiting: Mutex<WaitingJobs>
    /// What each thread sleeps on.
    private let arrivals: [DispatchSemaphore]
    private let isStopping = Atomic(false)
    /// Callers that have waited longer than writing takes: somebody else holds the file, or the disk hangs.
    private let stuck = Atomic(0)
    private let stuckLimit: Int
    private static let usualMilliseconds = 500
    /// Closures that have run in each line, so that a caller sees whether those before its own get done. A file has one line, a
    /// server one for each website and one for what belongs to none.
    private let attempts = Mutex<[Int?: Int]>([:])
    private let done = Mutex(WriterFigures())

    /// - Parameter others: opens the connection of each further thread, when there is something for it to do.
    init(_ first: any Connection, _ others: [@Sendable () throws -> any Connection] = [], waiting limit: Int) {
        stuckLimit = limit
        waiting = Mutex(WaitingJobs(writers: 1 + others.count))
        arrivals = (0...others.count).map { _ in DispatchSemaphore(value: 0) }
        let connections: [@Sendable () throws -> any Connection] = [{ first }] + others
        for (number, open) in connections.enumerated() {
            DispatchQueue(label: "kartify.writer.\(number)").async { [self] in run(number, open) }
        }
    }

    /// - Parameter website: the one that the closure is for, whose writes wait for each other; nil waits for all of them.
    func write<Value: Sendable>(
        for website: Int?, patiently: Bool, _ body: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) throws -> Value {
        guard stuck.load(ordering: .relaxed) < stuckLimit else { throw DatabaseError.busy }
        let job = Job(website, body)
        if let writer = waiting.withLock({ $0.add(job) }) { arrivals[writer].signal() }
        guard isDoneInTime(job, patiently) else { return try outlast(job, patiently) }
        return try job.outcome().get()
    }

    /// Whether a closure is done in the time that writing takes; four times as long for who is patient, where those before it get done.
    private func isDoneInTime<Value>(_ job: Job<Value>, _ patiently: Bool) -> Bool {
        func attempted() -> Int { attempts.withLock { $0[line(of: job.website), default: 0] } }
        for _ in 1...(patiently ? 4 : 1) {
            let before = attempted()
            if job.isDone(within: Self.usualMilliseconds) { return true }
            if attempted() == before { return false }
        }
        return false
    }

    private func line(of website: Int?) -> Int? { arrivals.count == 1 ? nil : website }

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

    /// Ends the threads; nobody may write afterwards.
    func stop() {
        isStopping.store(true, ordering: .relaxed)
        for arrival in arrivals { arrival.signal() }
    }

    private func run(_ number: Int, _ open: @Sendable () throws -> any Connection) {
        var connection: (any Connection)?
        while true {
            arrivals[number].wait()
            if isStopping.load(ordering: .relaxed) { return }
            var next = waiting.withLock { $0.next(for: number) }
            while let batch = next {
                let start = ContinuousClock.now
                do {
                    let own = try connection ?? open()
                    connection = own
                    try commit(batch, on: own)
                } catch {
                    for job in batch.jobs { job.fail(error) }
                }
                for job in batch.jobs { job.wake() }
                let took = (ContinuousClock.now - start).microseconds
                done.withLock { $0.add(batch.jobs.count, took: took) }
                next = waiting.withLock { $0.next(for: number, after: batch) }
            }
        }
    }

    private func commit(_ batch: WaitingJobs.Batch, on connection: any Connection) throws {
        try repeating(3, on: connection) {
            try connection.beginWriting(for: batch.website)
            for job in batch.jobs { try attempt(job, on: connection) }
            try connection.commit()
        }
    }

    /// Runs a transaction, and again when the server lost it: closures hold nothing but work on the database.
    private func repeating(_ times: Int, on connection: any Connection, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            if connection.isInTransaction { _ = try? connection.rollBack() }
            guard case DatabaseError.lost = error, times > 1 else { throw error }
            try repeating(times - 1, on: connection, body)
        }
    }

    /// One closure in its own savepoint: a closure that throws rolls back alone.
    ///
    /// Never inlined: the optimiser of Swift 6.3.1 crashes when it inlines a noncopyable value lent to an existential's method.
    @inline(never)
    private func attempt(_ job: any WriteJob, on connection: any Connection) throws {
        try connection.setSavepoint()
        if !job.run(Transaction(connection: connection)) { try connection.returnToSavepoint() }
        try connection.releaseSavepoint()
        attempts.withLock { $0[line(of: job.website), default: 0] += 1 }
    }
}
