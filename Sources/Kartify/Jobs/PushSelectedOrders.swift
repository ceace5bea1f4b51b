import Dispatch
import Domain
import Storage
import Synchronization

/// A run that pushes the orders that somebody has chosen, refused ones too.
struct PushSelectedOrders: Sendable {
    let id: ID<JobRun>
    private let world: World
    private let place = PlaceInSelection()
    private static let callsAtOnce = 4

    /// Records the start of a run of those of the orders that are to be pushed.
    init(
        _ selection: OrderSelection, in websites: [Website], subject: String, by staff: String, in world: World
    ) throws {
        self.world = world
        let now = world.clock()
        id = try world.database.write { store in
            try store.startPush(
                of: selection, in: websites, PushOrdersRun.job, subject: subject, by: staff, at: now)
        }
    }

    /// Pushes a few orders at once until all are done or somebody cancels, and records the end of the run.
    func finish() {
        let failure = FailureFlag()
        Heartbeat.whileRunning(beat) {
            let work = Trace.carried { self.work(failure) }
            DispatchQueue.concurrentPerform(iterations: Self.callsAtOnce) { _ in work() }
        }
        let fault =
            world.background.isStopping
            ? "The server was stopped." : failure.isRaised ? "An internal error; see the log." : nil
        record { [id] store, now in try store.finishRun(id, fault: fault, at: now) }
    }

    private func work(_ failure: FailureFlag) {
        do {
            while !world.background.isStopping, let order = try next() { try push(order) }
        } catch {
            world.log.fault(error, at: world.clock(), ["run": "\(id)"])
            failure.raise()
        }
    }

    private func next() throws -> ID<Order>? {
        try place.moveOn { last in try world.database.read { [id] in try $0.selectedOrder(ofRun: id, after: last) } }
    }

    private func push(_ order: ID<Order>) throws {
        let now = world.clock()
        let isMine = try world.database.write { store in
            try store.leaseOrderToPush(order, until: Lease.push.end(from: now), now: now)
        }
        if isMine { return try world.pushLeased(order, inRun: id, lane: .job) }
        try world.database.write { [id] store in
            try store.recordPush(
                .unknown, reason: "Another run is pushing it, or it has been pushed or cancelled meanwhile.",
                ofOrder: order, inRun: id, at: now)
        }
    }

    private var beat: @Sendable () -> Void {
        { record { [id] store, now in try store.keepRunAlive(id, at: now) } }
    }

    private func record(_ body: @escaping @Sendable (borrowing Transaction, Instant) throws -> Void) {
        let now = world.clock()
        do {
            try world.database.write { try body($0, now) }
        } catch {
            world.log.fault(error, at: now, ["run": "\(id)"])
        }
    }
}

/// Where in the chosen orders a run is, shared by its workers.
private final class PlaceInSelection: Sendable {
    private let last = Mutex<ID<Order>>(0)

    /// Takes the next one; nil at the end.
    func moveOn(_ next: (ID<Order>) throws -> ID<Order>?) rethrows -> ID<Order>? {
        try last.withLock { last in
            guard let found = try next(last) else { return nil }
            last = found
            return found
        }
    }
}
