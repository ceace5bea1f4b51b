import Domain
import Storage
import Web

/// GET /admin/tools/cron/runs/:id
@Sendable func showRun(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let id: ID<JobRun> = try request.id("id", of: "run")
    let after: ID<Order> = ID(request.query["after"]) ?? 0
    let (run, orders, untried) = try world.database.read { store in
        guard let run = try store.run(id: id) else { throw Refusal.notFound("run") }
        // The schedule leaves refused orders alone; who runs it by hand may not know that.
        let untried =
            run.startedBy == "schedule" || run.subject != nil
            ? 0 : try store.refusedOrders(placedSince: run.startedAt - .hours(run.windowHours), notTriedBy: id)
        return (run, try store.orders(ofRun: id, in: staff.websites, after: after, limit: RunPage.size + 1), untried)
    }
    return try staff.page(RunPage(run, orders, untried: untried, staff, now: request.now), in: world)
}

/// POST /admin/tools/cron/runs/:id/cancellation — the run stops after the orders that it is pushing.
@Sendable func cancelRun(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id: ID<JobRun> = try request.id("id", of: "run")
    try staff.change(request, in: world) { store, change in
        guard try store.run(id: id) != nil else { throw Refusal.notFound("run") }
        try store.cancelRun(id, by: change.staff)
        try store.audit("Stopped a run", of: "run \(id)", change)
    }
    return .redirect(to: "/admin/tools/cron/runs/\(id)")
}

struct RunPage: TitledPage {
    static let template = "admin/tools/run.html"
    static let size = 100

    struct Line: Encodable, Sendable {
        let number: String
        let website: String
        let outcome: String
        let reason: String?
        let isGood: Bool
    }

    let title: String
    let job: String
    let isExport: Bool
    /// Where its file is, for the person who has started it.
    let file: String?
    let leftOut: String?
    let id: ID<JobRun>
    let started: String
    let by: String
    let window: String
    let state: String
    let fault: String?
    let accepted: Int
    let refused: Int
    let unknown: Int
    let done: Int
    let total: Int
    let isRunning: Bool
    let canCancel: Bool
    let held: String?
    let untried: String?
    let canTryRefused: Bool
    let orders: [Line]
    let next: Pager?

    init(_ run: JobRun, _ found: [JobRunOrder], untried count: Int, _ staff: Staff, now: Instant) {
        let role = staff.member.role
        title = "Run \(run.id)"
        id = run.id
        started = run.startedAt.istWithSeconds
        by = run.startedBy
        window = run.window
        state = run.state(now: now).title
        (accepted, refused, unknown) = (run.counts.accepted, run.counts.refused, run.counts.unknown)
        isExport = run.job == OrderExport.job
        job = isExport ? "Export orders" : "Push orders to \(staff.website.oms.title)"
        leftOut = run.leftOutWords
        let isTheirs = run.startedBy == staff.member.username && run.finishedAt != nil && run.file != nil
        file = isTheirs ? "/admin/tools/cron/runs/\(run.id)/file" : nil
        done = isExport ? run.done : accepted + refused + unknown
        total = max(run.total, done)
        let isRunning = run.state(now: now) == .running
        self.isRunning = isRunning
        let end = isRunning && !isExport ? " It ends once the calls in progress have been answered." : ""
        fault = run.fault ?? run.cancelledBy.map { "Cancelled by \($0).\(end)" }
        canCancel = isRunning && run.cancelledBy == nil && role.may(.operate)
        held = run.heldWords
        untried = isRunning ? nil : JobRun.words(ofUntried: count)
        canTryRefused = role.may(.operate)
        let listing = Listing(found, size: Self.size, cursor: \.id)
        next = Pager("More orders", to: "/admin/tools/cron/runs/\(id)?after=", listing.next)
        orders = listing.rows.map {
            Line(
                number: $0.number, website: $0.websiteName,
                outcome: $0.outcome.title, reason: $0.reason,
                isGood: $0.outcome == .accepted)
        }
    }

    /// A running page reloads itself where there is no JavaScript.
    var refreshSeconds: Int? { isRunning ? 2 : nil }
}

extension CallOutcome {
    var title: String {
        switch self {
        case .accepted: "Accepted"
        case .refused: "Refused"
        case .unknown: "No clear answer; will be tried again"
        }
    }
}
