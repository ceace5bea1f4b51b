import Domain
import OMS
import Outbound
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
        let (rows, websites, hosts) = try world.database.read { store in
            let all = try store.websites()
            return (
                try store.jobs(), try all.map { try WebsiteState($0, store, now) },
                try all.flatMap { try store.hosts(of: $0) }
            )
        }
        let jobs = rows.compactMap { row in Job(rawValue: row.name).flatMap { finding(of: $0, row) } }
        return try MachineCheckup(world: world, now: now).findings() + sharedFolders() + certificates(of: hosts)
            + (jobs.isEmpty ? [.good("Jobs", "Every job runs in time.")] : jobs)
            + mailWords(websites.map(\.website)) + websites.flatMap { findings(of: $0) + messages(of: $0) }
    }

    /// Nothing where browsers come without TLS, which is said of the settings.
    private func certificates(of hosts: [String]) -> [Finding] {
        guard world.network.scheme == "https" else { return [] }
        return CertificateCheckup(of: hosts) { ServedCertificate.onThisMachine(of: $0) }.findings(now: now)
    }

    /// Nothing where the database is a file, which no other machine uses.
    private func sharedFolders() throws -> [Finding] {
        guard !world.database.isFile else { return [] }
        return try SharedFolders(folder: world.folder).faults(world.database).map { words, remedy in
            Finding(subject: "Shared folders", state: .bad, words: words, remedy: remedy)
        }
    }

    /// nil for a job that runs in time.
    private func finding(of job: Job, _ row: JobRow) -> Finding? {
        guard row.isOn else {
            return Finding(
                subject: job.title, state: .warning, words: "This job is switched off.",
                remedy: "Switch it on under Tools › Cron.")
        }
        // It has missed a run when its last success is older than two intervals and a bit.
        let limit = now - .minutes(5) - Span(milliseconds: 2 * job.interval.milliseconds)
        let isLate = row.lastSuccessAt.map { $0 < limit } ?? true
        guard isLate, row.nextAt < now - .minutes(5) else { return nil }
        let last = row.lastSuccessAt.map { "It last ended well at \($0.ist)." } ?? "It has never ended well."
        return Finding(
            subject: job.title, state: .bad, words: "\(last) \(row.lastResult ?? "")".trimmed,
            remedy: "systemctl status kartify; kartify cron run \(job.rawValue)")
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
                    subject: subject, state: .bad,
                    words: "There is no \(state.website.oms.tokenTitle): every call is refused.",
                    remedy: "Type it at \(page), then press Test connection."))
        }
        if module.sealedWebhookSecret == nil {
            found.append(
                Finding(
                    subject: subject, state: .warning, words: "Webhooks need no signature.",
                    remedy: "Agree on a webhook secret, and type it at \(page)."))
        }
        let calls = state.health.lately
        if calls.all > 0, calls.clear == 0 {
            found.append(
                Finding(
                    subject: subject, state: .bad,
                    words: "No clear answer to \(counted(calls.all, "call")) in the last 15 minutes.",
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
                    words: "\(counted(state.backlog.stuck, "order is", "orders are")) stuck.",
                    remedy: "Open /admin/orders?push=stuck; each order gives the reason."))
        }
        if let alerts = alerts(of: state) { found.append(alerts) }
        return found.isEmpty ? [.good(subject, "Orders, stock and alerts are set up, and nothing is stuck.")] : found
    }

    /// What websites have of their own words, and what of it cannot be used.
    private func mailWords(_ websites: [Website]) -> [Finding] {
        let words = world.mailWords
        let unknown = words.prefixes.subtracting(websites.map(\.orderPrefix)).sorted().map {
            MailWords.Problem(file: "\($0)/", words: "No website has this prefix.")
        }
        let problems = (words.problems + unknown).map { problem in
            Finding(
                subject: "Words of mails", state: .warning,
                words:
                    "\(words.folder)/\(problem.file) is not used: \(problem.words) The mail goes out in the shared words.",
                remedy: "Mend the file, then systemctl restart kartify.")
        }
        return problems
            + websites.compactMap { website in
                let kinds = words.kinds(of: website).map(\.title)
                guard !kinds.isEmpty else { return nil }
                return .good("\(website.name): words of mails", "Its own for \(kinds.joined(separator: ", ")).")
            }
    }

    /// What keeps messages from a website's customers.
    private func messages(of state: WebsiteState) -> [Finding] {
        let subject = "\(state.website.name): messages"
        var found: [Finding] = []
        if state.messages.sendsMail, world.network.mail == nil {
            found.append(
                Finding(
                    subject: subject, state: .bad, words: "Customers are to get mails, but there is no mail server.",
                    remedy: "Set KARTIFY_SMTP and KARTIFY_MAIL_FROM, then systemctl restart kartify."))
        }
        if state.givenUpMessages > 0 {
            found.append(
                Finding(
                    subject: subject, state: .warning,
                    words: "\(counted(state.givenUpMessages, "message")) of the last week could not be sent for a day.",
                    remedy: "journalctl -u kartify | grep 'message not sent'; check the mail server."))
        }
        return found
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
    let messages: MessageSettings
    let givenUpMessages: Int
    let backlog: PushBacklog
    let health: OMSHealth
    let isClockAhead: Bool

    init(_ website: Website, _ store: borrowing Snapshot, _ now: Instant) throws {
        self.website = website
        module = try store.module(of: website.id)
        alerts = try store.alertSettings(of: website.id)
        messages = try store.messageSettings(of: website.id).settings
        givenUpMessages = try store.messages(of: website.id, .givenUp, since: now - .days(7))
        backlog = try store.pushBacklog(of: website.id, now: now)
        health = try store.omsHealth(of: website.id, now: now)
        isClockAhead = try store.troubles(of: website.id, since: now - .days(1)).contains { $0.kind == .clockAhead }
    }
}
