import Domain
import Storage

extension Terminal {
    /// `kartify migrate`
    func migrate() throws {
        let installation = try Installation(self)
        _ = try installation.openKey(try installation.openStore())
        say("The database \(installation.place) is up to date.")
    }

    /// `kartify backup [FILE]`
    func backup() throws {
        guard arguments.count <= 2 else { throw Refusal(.invalid, "Name one file at most: kartify backup [FILE].") }
        let installation = try Installation(self)
        let database = try installation.openDatabase()
        let file: String
        if arguments.count == 2 {
            file = arguments[1]
            try Backup(database).make(file)
        } else {
            file = try installation.backups.backUp(database, at: .now)
        }
        try record("Made a backup", of: file, in: database)
        say(
            "The database is copied to \(file), and the copy is checked. Keep a copy of kartify.key too, in another place."
        )
    }

    /// `kartify restore FILE`
    func restore() throws {
        guard arguments.count == 2 else {
            throw Refusal(.invalid, "Name a file that kartify backup made: kartify restore FILE.")
        }
        let installation = try Installation(self)
        guard installation.server == nil else {
            throw Refusal(.invalid, "The database is on a PostgreSQL server: restore it with pg_restore.")
        }
        let old = try Restore(folder: installation.folder).run(arguments[1], at: .now) { database in
            _ = try installation.openKey(database)
        }
        try record("Restored a backup", of: arguments[1], in: try installation.openDatabase())
        say("\(arguments[1]) is restored. Start Kartify again.")
        if let old { say("The database that it replaced is kept as \(old); remove it when all is well.") }
    }

    /// Writes into the audit trail what somebody does in a terminal.
    private func record(_ action: String, of subject: String, in database: Database) throws {
        let person = person
        try database.write { try $0.auditEverywhere(action, of: subject, by: person, at: .now) }
    }

    /// `kartify check`
    func check() throws {
        let database = try Installation(self).openStore()
        let problems = try database.problems()
        guard problems.isEmpty else {
            throw Refusal(
                .conflict, "The database is damaged; restore the last backup. \(problems.joined(separator: "; "))")
        }
        say(database.isFile ? "The database is sound." : "The database server answers, and its settings are safe.")
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

    /// `kartify cron run JOB [--days N [--refused]]`
    func runJob() throws {
        guard arguments.count >= 3, arguments[1] == "run", let job = Job(rawValue: arguments[2]) else {
            let names = Job.allCases.map(\.rawValue).joined(separator: ", ")
            throw Refusal(.invalid, "Say which job: kartify cron run JOB, with one of \(names).")
        }
        let window = try window(of: job)
        let world = try Installation(self).open()
        try record("Ran a job", of: arguments[2...].joined(separator: " "), in: world.database)
        if let window {
            let alsoRefused = arguments.last == "--refused"
            say(
                try PushOrdersRun(
                    window: window, by: "terminal", isScheduled: false, alsoRefused: alsoRefused, in: world
                ).finish())
        } else {
            say(try world.runNow(job, by: "terminal"))
        }
    }

    /// How far back somebody wants to look by hand; nil for what the schedule would do.
    private func window(of job: Job) throws -> Span? {
        guard arguments.count > 3 else { return nil }
        guard job == .pushOrders, arguments[3] == "--days", arguments.count > 4, let days = Int(arguments[4]),
            (1...366).contains(days), arguments[5...] == [] || arguments[5...] == ["--refused"]
        else {
            throw Refusal(.invalid, "Say how far back as --days N, with N from 1 to 366; only push-orders takes it.")
        }
        return .days(days)
    }
}
