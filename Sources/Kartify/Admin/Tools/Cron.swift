import Domain
import Storage
import Web

/// GET /admin/tools/cron
@Sendable func showCron(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let before = ID<JobRun>(request.query["before"])
    let (runs, jobs) = try world.database.read { store in
        (try store.runs(of: PushOrdersRun.job, before: before, limit: CronPage.size + 1), try store.jobs())
    }
    return try staff.page(CronPage(runs, jobs, staff.member.role, now: request.now), in: world)
}

/// POST /admin/tools/cron/push-orders/runs — **Run**: the last 30 days, in the background; the run's page shows the progress.
@Sendable func runPushOrders(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    guard try world.database.read({ try $0.restriction(of: staff.member.id) }).isEmpty else {
        throw Refusal(
            .forbidden,
            "This pushes the orders of every website, and you work on some. Push yours under Sales › Orders.")
    }
    let alsoRefused = request.form["refused"] == "yes"
    let words = "\(PushOrdersRun.job), \(counted(PushWindow.manualDays, "day"))\(alsoRefused ? ", also refused" : "")"
    try staff.audit("Ran a job", of: words, request, in: world)
    let run = try PushOrdersRun(
        window: .days(PushWindow.manualDays), by: staff.member.username, isScheduled: false,
        alsoRefused: alsoRefused, in: world)
    world.background.start("push-orders") {
        do {
            try run.finish()
        } catch {
            world.log.fault(error, at: world.clock(), ["run": "\(run.id)"])
        }
    }
    return .redirect(to: "/admin/tools/cron/runs/\(run.id)")
}

/// POST /admin/tools/cron/jobs/:name — the schedule of a job, on or off.
@Sendable func switchJob(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    guard let job = Job(rawValue: request.path("name")) else { throw Refusal.notFound("job") }
    guard staff.member.role.may(job.permission) else {
        throw Refusal(.forbidden, "Only an administrator may switch this job off or on. Ask one to do it for you.")
    }
    let isOn = request.form["state"] == "on"
    try staff.change(request, in: world) { store, change in
        // A colleague who has pressed the same button has done it.
        guard try store.jobs().contains(where: { $0.name == job.rawValue && $0.isOn != isOn }) else { return }
        try store.switchJob(job.rawValue, isOn: isOn)
        try store.audit("Switched \(isOn ? "on" : "off")", of: "job \(job.rawValue)", change)
    }
    return .redirect(to: "/admin/tools/cron")
}

struct CronPage: TitledPage {
    static let template = "admin/tools/cron.html"
    static let size = 20

    struct JobLine: Encodable, Sendable {
        let name: String
        let title: String
        let purpose: String
        let schedule: String
        let last: String
        let result: String
        let next: String
        let isOn: Bool
        let canRun: Bool
        let maySwitch: Bool
    }

    struct Run: Encodable, Sendable {
        let id: ID<JobRun>
        let started: String
        let by: String
        let window: String
        let state: String
        let accepted: Int
        let refused: Int
        let unknown: Int
    }

    let title = "Cron"
    let jobs: [JobLine]
    let runs: [Run]
    let next: Pager?

    init(_ found: [JobRun], _ rows: [JobRow], _ role: StaffMember.Role, now: Instant) {
        let listing = Listing(found, size: Self.size, cursor: \.id)
        next = Pager("Older runs", to: "/admin/tools/cron?before=", listing.next)
        runs = listing.rows.map { run in
            Run(
                id: run.id, started: run.startedAt.istWithSeconds, by: run.startedBy, window: run.window,
                state: run.state(now: now).title, accepted: run.counts.accepted, refused: run.counts.refused,
                unknown: run.counts.unknown)
        }
        jobs = Job.allCases.map { job in JobLine(job, rows.first { $0.name == job.rawValue }, role, now: now) }
    }
}

extension CronPage.JobLine {
    init(_ job: Job, _ row: JobRow?, _ role: StaffMember.Role, now: Instant) {
        name = job.rawValue
        title = job.title
        purpose = job.purpose
        schedule = "every \(job.interval.words)"
        isOn = row?.isOn ?? true
        last = row?.lastAt?.istWithSeconds ?? "never"
        result = row?.lastResult ?? ""
        next = !isOn ? "off" : row.map { max($0.nextAt, now).istWithSeconds } ?? "when the server starts"
        canRun = job == .pushOrders && role.may(.operate)
        maySwitch = role.may(job.permission)
    }
}
