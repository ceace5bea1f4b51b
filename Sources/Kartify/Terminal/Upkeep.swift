import Domain
import Storage

extension Terminal {
    /// `kartify migrate`
    func migrate() throws {
        let installation = try Installation(self)
        _ = try installation.openKey(try installation.openDatabase())
        say("The database in \(installation.folder) is up to date.")
    }

    /// `kartify backup FILE`
    func backup() throws {
        guard arguments.count == 2 else { throw Refusal(.invalid, "Say where to: kartify backup FILE.") }
        do {
            try Installation(self).openDatabase().backup(to: arguments[1])
        } catch DatabaseError.failed(_, let message, _) {
            throw Refusal(
                .invalid, "The backup \(arguments[1]) was not made (\(message)). Name a file that is not there yet.")
        }
        say("The database is copied to \(arguments[1]). Keep a copy of kartify.key too, in another place.")
    }

    /// `kartify check`
    func check() throws {
        let problems = try Installation(self).openDatabase().problems()
        guard problems.isEmpty else {
            throw Refusal(
                .conflict, "The database is damaged; restore the last backup. \(problems.joined(separator: "; "))")
        }
        say("The database is sound.")
    }

    /// `kartify routes`
    func printRoutes() {
        for route in Site.table {
            say(pad(route.method, 6) + pad(route.audience, 15) + route.pattern)
        }
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    /// `kartify cron run push-orders [--days N]`
    func runJob() throws {
        guard arguments.count >= 3, arguments[1] == "run", arguments[2] == PushOrdersRun.job else {
            throw Refusal(.invalid, "Say which job: kartify cron run push-orders [--days N].")
        }
        let window = try window()
        let world = try Installation(self).open()
        let run = try PushOrdersRun(window: window, by: "terminal", isScheduled: false, in: world)
        run.finish()
        guard let done = try world.database.read({ try $0.run(id: run.id) }) else { return }
        say(
            "Run \(run.id), \(done.window): \(done.counts.accepted) at Arvind, \(done.counts.refused) refused, "
                + "\(done.counts.unknown) without a clear answer.")
        if let fault = done.fault { throw Refusal(.conflict, fault) }
    }

    private func window() throws -> Span {
        guard arguments.count > 3 else { return PushWindow.scheduled }
        guard arguments.count == 5, arguments[3] == "--days", let days = Int(arguments[4]), (1...366).contains(days)
        else {
            throw Refusal(.invalid, "Say how far back as --days N, with N from 1 to 366.")
        }
        return .days(days)
    }
}
