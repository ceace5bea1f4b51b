import Dispatch
import Domain
import Storage

/// One run of the job that hands waiting orders to the OMS, oldest first.
struct PushOrdersRun: Sendable {
    static let job = Job.pushOrders.rawValue
    let id: ID<JobRun>
    private let world: World
    private let start: Instant
    private let isScheduled: Bool
    /// Workers per website, so that a slow or failing one does not hold up the others.
    private static let callsAtOnce = 4
    /// How often websites without a worker are checked again.
    private static let look = DispatchTimeInterval.seconds(1)

    /// Records the start of a run.
    ///
    /// - Parameters:
    ///   - starter: `schedule`, `terminal`, or a staff member's name.
    ///   - isScheduled: leaves out orders whose next attempt is not due.
    ///   - alsoRefused: tries the orders again that the OMS has refused.
    init(window: Span, by starter: String, isScheduled: Bool, alsoRefused: Bool = false, in world: World) throws {
        self.world = world
        self.isScheduled = isScheduled
        let now = world.clock()
        let start = now - window
        let hours = Int(window.milliseconds / 3_600_000)
        id = try world.database.write { store in
            if alsoRefused { try store.retryRefusedOrders(placedSince: start, now: now) }
            let waiting = try store.ordersToPush(placedSince: start, isScheduled: isScheduled, now: now)
            let total = waiting.values.reduce(0, +)
            // A scheduled run with nothing to do gets no row.
            guard !isScheduled || total > 0 else { return 0 }
            return try store.startRun(Self.job, by: starter, windowHours: hours, total: total, at: now)
        }
        self.start = start
    }

    /// Pushes until nothing is left, a few orders of each website at once, and records the end of the run.
    ///
    /// While one website is slow, the others are checked again, so that a new order there does not wait.
    @discardableResult
    func finish() throws -> String {
        guard id != 0 else { return "No order was waiting." }
        let failure = FailureFlag()
        Heartbeat.whileRunning(beat) { pushAll(failure) }
        let now = world.clock()
        let fault =
            world.background.isStopping
            ? "The server was stopped." : failure.isRaised ? "An internal error; see the log." : nil
        let (run, untried) = try world.database.write { [id, start, isScheduled] store in
            let held = try store.heldOrders(placedSince: start, isScheduled: isScheduled, now: now)
            try store.finishRun(id, fault: fault, held: held, at: now)
            let untried = isScheduled ? 0 : try store.refusedOrders(placedSince: start, notTriedBy: id)
            return (try store.run(id: id), untried)
        }
        guard let run else { return "" }
        let counts = run.counts
        return [
            "\(counts.accepted) accepted, \(counts.refused) refused, \(counts.unknown) without a clear answer.",
            run.heldWords, JobRun.words(ofUntried: untried),
        ].compactMap { $0 }.joined(separator: " ")
    }

    /// An order may take long; the heartbeat shows that the run is alive.
    private var beat: @Sendable () -> Void {
        { [id, world] in
            let now = world.clock()
            do {
                try world.database.write { try $0.keepRunAlive(id, at: now) }
            } catch {
                world.log.fault(error, at: now, ["run": "\(id)"])
            }
        }
    }

    private func pushAll(_ failure: FailureFlag) {
        let workers = DispatchGroup()
        var lines: [ID<Website>: WebsiteQueue] = [:]
        repeat {
            for website in waitingWebsites(failure) {
                let line = lines[website] ?? WebsiteQueue(start: PushCursor(placedAt: start, orderID: 0))
                lines[website] = line
                guard line.begin(Self.callsAtOnce) else { continue }
                for number in 1...Self.callsAtOnce {
                    DispatchQueue(label: "kartify.push.\(website).\(number)").async(
                        group: workers, execute: Trace.carried { work(on: website, line, failure) })
                }
            }
        } while workers.wait(timeout: .now() + Self.look) == .timedOut
    }

    private func waitingWebsites(_ failure: FailureFlag) -> [ID<Website>] {
        do {
            let now = world.clock()
            return try world.database.read {
                try $0.ordersToPush(placedSince: start, isScheduled: isScheduled, now: now).keys.sorted()
            }
        } catch {
            record(error, failure)
            return []
        }
    }

    private func work(on website: ID<Website>, _ line: WebsiteQueue, _ failure: FailureFlag) {
        do {
            while !world.background.isStopping, let order = try lease(of: website, line) {
                try world.pushLeased(order, inRun: id, lane: .job)
            }
            // A website that failed is not started again.
            line.end()
        } catch {
            record(error, failure)
        }
    }

    private func record(_ error: any Error, _ failure: FailureFlag) {
        world.log.fault(error, at: world.clock(), ["run": "\(id)"])
        failure.raise()
    }

    private func lease(of website: ID<Website>, _ line: WebsiteQueue) throws -> ID<Order>? {
        let (id, isScheduled, now) = (id, isScheduled, world.clock())
        return try line.next { place in
            try world.database.write(for: website) { store in
                try store.leaseOrderToPush(
                    of: website, inRun: id, after: place, isScheduled: isScheduled, until: Lease.push.end(from: now),
                    now: now)
            }
        }?.orderID
    }
}
