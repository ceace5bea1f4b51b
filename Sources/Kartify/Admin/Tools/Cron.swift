import Domain
import Storage
import Web

/// GET /admin/tools/cron
@Sendable func showCron(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let (runs, last) = try world.database.read { store in
        (
            try store.runs(of: PushOrdersRun.job, limit: CronPage.runs),
            try store.lastScheduledStart(of: PushOrdersRun.job)
        )
    }
    let page = CronPage(runs, lastScheduled: last, mayRun: staff.member.role.operates, now: request.now)
    return try staff.page(page, in: world)
}

/// POST /admin/tools/cron/push-orders/runs — **Run**: the last 30 days, behind the page that shows its progress.
@Sendable func runPushOrders(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let run = try PushOrdersRun(
        window: .days(PushWindow.manualDays), by: staff.member.username, isScheduled: false, in: world)
    world.background.start("push-orders") { run.finish() }
    return .redirect(to: "/admin/tools/cron/runs/\(run.id)")
}

/// GET /admin/tools/cron/runs/:id
@Sendable func showRun(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let id = try request.id("id", of: "run")
    let (run, orders) = try world.database.read { store in
        guard let run = try store.run(id: id) else { throw Refusal.notFound("run") }
        return (run, try store.orders(ofRun: id))
    }
    let page = RunPage(run, orders, now: request.now)
    let response = try staff.page(page, in: world)
    // A page that is still changing asks for itself again.
    return page.isRunning ? response.with("Refresh", "2") : response
}

/// The jobs, and the runs of the one there is.
struct CronPage: TitledPage {
    static let template = "admin/tools/cron.html"
    static let runs = 20

    struct Run: Encodable, Sendable {
        let id: Int
        let started: String
        let by: String
        let window: String
        let state: String
        let accepted: Int
        let refused: Int
        let unknown: Int
    }

    let title = "Cron"
    let runs: [Run]
    let last: String
    let next: String
    let mayRun: Bool

    enum CodingKeys: String, CodingKey { case runs, last, next, mayRun = "may_run" }

    init(_ found: [JobRun], lastScheduled: Instant?, mayRun: Bool, now: Instant) {
        runs = found.map { run in
            Run(
                id: run.id, started: run.startedAt.istWithSeconds, by: run.startedBy, window: run.window,
                state: run.state(now: now).title, accepted: run.counts.accepted, refused: run.counts.refused,
                unknown: run.counts.unknown)
        }
        last = lastScheduled?.istWithSeconds ?? "never"
        next = lastScheduled.map { max($0 + Scheduler.pushEvery, now).istWithSeconds } ?? "soon"
        self.mayRun = mayRun
    }
}

/// One run with what became of each order.
struct RunPage: TitledPage {
    static let template = "admin/tools/run.html"

    struct Line: Encodable, Sendable {
        let number: String
        let website: String
        let outcome: String
        let reason: String?
        let isGood: Bool

        enum CodingKeys: String, CodingKey { case number, website, outcome, reason, isGood = "is_good" }
    }

    let title: String
    let id: Int
    let started: String
    let by: String
    let window: String
    let state: String
    let fault: String?
    let accepted: Int
    let refused: Int
    let unknown: Int
    let isRunning: Bool
    let orders: [Line]

    enum CodingKeys: String, CodingKey {
        case id, started, by, window, state, fault, accepted, refused, unknown, orders, isRunning = "is_running"
    }

    init(_ run: JobRun, _ found: [JobRunOrder], now: Instant) {
        title = "Run \(run.id)"
        id = run.id
        started = run.startedAt.istWithSeconds
        by = run.startedBy
        window = run.window
        state = run.state(now: now).title
        fault = run.fault
        (accepted, refused, unknown) = (run.counts.accepted, run.counts.refused, run.counts.unknown)
        isRunning = run.state(now: now) == .running
        orders = found.map {
            Line(
                number: $0.number, website: $0.websiteName,
                outcome: PushOutcome(rawValue: $0.outcome)?.title ?? $0.outcome, reason: $0.reason,
                isGood: $0.outcome == PushOutcome.accepted.rawValue)
        }
    }
}

extension PushOutcome {
    /// The words staff read.
    var title: String {
        switch self {
        case .accepted: "At Arvind"
        case .refused: "Refused"
        case .unknown: "No clear answer; will be tried again"
        }
    }
}
