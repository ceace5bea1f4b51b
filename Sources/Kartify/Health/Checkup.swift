import Domain
import OMS
import Storage

/// Looks at everything an installation lives on, and says of each thing how it is and what to type.
struct Checkup {
    let world: World
    let now: Instant

    init(_ world: World) {
        self.world = world
        now = world.clock()
    }

    /// What was found: the installation, then each website.
    func findings() throws -> [Finding] {
        let installation = MachineCheckup(world: world, now: now)
        let (jobs, websites) = try world.database.read { store in
            (
                try store.jobs(),
                try store.websites().map { try WebsiteState($0, store, now) }
            )
        }
        return installation.findings() + Job.allCases.compactMap { job in late(job, jobs) } + jobsInTime(jobs)
            + websites.flatMap { findings(of: $0) }
    }

    private func row(_ job: Job, _ jobs: [JobRow]) -> JobRow? { jobs.first { $0.name == job.rawValue } }

    /// A job has missed a run when its last success is older than two intervals and a bit.
    private func isLate(_ row: JobRow, _ job: Job) -> Bool {
        let limit = Span(milliseconds: 2 * job.interval.milliseconds + Span.minutes(5).milliseconds)
        return row.isOn && (row.lastSuccessAt ?? .distantPast) < now - limit && row.nextAt < now - .minutes(5)
    }

    private func late(_ job: Job, _ jobs: [JobRow]) -> Finding? {
        guard let row = row(job, jobs) else { return nil }
        if !row.isOn {
            return Finding(
                subject: job.title, state: .warning, words: "This job is switched off.",
                remedy: "Switch it on under Tools › Cron.")
        }
        guard isLate(row, job) else { return nil }
        let last = row.lastSuccessAt.map { "It last ended well at \($0.ist)." } ?? "It has never ended well."
        return Finding(
            subject: job.title, state: .bad, words: "\(last) \(row.lastResult ?? "")".trimmed,
            remedy: "systemctl status kartify; kartify cron run \(job.rawValue)")
    }

    private func jobsInTime(_ jobs: [JobRow]) -> [Finding] {
        let isFine = Job.allCases.allSatisfy { late($0, jobs) == nil }
        return isFine ? [.good("Jobs", "Every job runs in time.")] : []
    }

    private func findings(of state: WebsiteState) -> [Finding] {
        let subject = "\(state.website.name): \(state.website.oms.title)"
        let page = "/admin/modules/\(state.website.oms.rawValue)"
        guard let module = state.module, module.settings.isEnabled else {
            return [
                Finding(
                    subject: subject, state: .warning, words: "The module is disabled: no orders are pushed.",
                    remedy: "Enable it at \(page).")
            ]
        }
        var found: [Finding] = []
        if module.sealedAuthToken == nil {
            found.append(
                Finding(
                    subject: subject, state: .bad, words: "There is no Auth Token: every call is refused.",
                    remedy: "Type it at \(page), then press Test connection."))
        }
        if module.sealedWebhookSecret == nil {
            found.append(
                Finding(
                    subject: subject, state: .warning, words: "Webhooks need no signature.",
                    remedy: "Agree on a webhook secret, and type it at \(page)."))
        }
        if state.calls.all > 0, state.calls.clear == 0 {
            found.append(
                Finding(
                    subject: subject, state: .bad,
                    words: "None of \(state.calls.all) calls of the last 15 minutes had a clear answer.",
                    remedy: "Press Test connection at \(page); ask the operators of \(state.website.oms.fullTitle)."))
        }
        if state.isClockAhead {
            found.append(
                Finding(
                    subject: subject, state: .warning, words: "Its times of the last day are ahead of our clock.",
                    remedy: "timedatectl status; if our clock is right, ask its operators to set theirs."))
        }
        if state.backlog.stuck > 0 {
            found.append(
                Finding(
                    subject: subject, state: .bad,
                    words: state.backlog.stuck == 1
                        ? "1 order is stuck." : "\(state.backlog.stuck) orders are stuck.",
                    remedy: "Open /admin/orders?push=stuck; each order gives the reason."))
        }
        if let alerts = alerts(of: state) { found.append(alerts) }
        return found.isEmpty ? [.good(subject, "Orders, stock and alerts are set up, and nothing is stuck.")] : found
    }

    private func alerts(of state: WebsiteState) -> Finding? {
        let subject = "\(state.website.name): alerts"
        let page = "/admin/modules/\(state.website.oms.rawValue)/alerts"
        switch state.alerts?.target {
        case nil:
            return Finding(
                subject: subject, state: .warning, words: "Nobody is told when something goes wrong.",
                remedy: "Type an address at \(page).")
        case .mail where world.network.mail == nil:
            return Finding(
                subject: subject, state: .bad, words: "Alerts go by mail, but there is no mail server.",
                remedy: "Set KARTIFY_SMTP and KARTIFY_MAIL_FROM, then systemctl restart kartify.")
        default: return nil
        }
    }
}

/// What a website's findings are made of.
private struct WebsiteState {
    let website: Website
    let module: ModuleRow?
    let alerts: AlertSettings?
    let backlog: PushBacklog
    let calls: (clear: Int, all: Int)
    let isClockAhead: Bool

    init(_ website: Website, _ store: borrowing Snapshot, _ now: Instant) throws {
        self.website = website
        module = try store.module(of: website.id)
        alerts = try store.alertSettings(of: website.id)
        backlog = try store.pushBacklog(of: website.id, now: now)
        calls = try store.callCounts(of: website.id, since: now - .minutes(15))
        isClockAhead = try store.troubles(of: website.id, since: now - .days(1)).contains { $0.kind == .clockAhead }
    }
}

extension Instant {
    fileprivate static let distantPast = Instant(milliseconds: 0)
}
