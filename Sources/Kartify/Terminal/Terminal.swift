import Domain
import Glibc
import Storage

package struct Terminal: Sendable {
    let arguments: [String]
    let environment: [String: String]

    /// A terminal with what the user typed, without the program's own name.
    package init(arguments: [String], environment: [String: String]) {
        self.arguments = arguments
        self.environment = environment
    }

    /// Runs the command and gives the process's exit code. A refusal is one sentence on the error output.
    package func run() -> Int32 {
        // Whatever is written holds addresses and phone numbers: nobody else on this machine reads it.
        umask(0o077)
        forbidCoreFiles()
        do {
            try runCommand()
            return 0
        } catch let refusal as Refusal {
            complain(refusal.message)
            return 1
        } catch let error as DatabaseError where error.isUnavailable {
            complain("The database cannot be read or written (\(error)). Check the disk, the files and their owner.")
            return 1
        } catch {
            complain("Internal error: \(error)")
            return 1
        }
    }

    /// A core file would hold addresses, tokens and the key. A program that takes core files over a pipe goes by no limit, so that
    /// none of the memory is given to it either.
    private func forbidCoreFiles() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        let filter = open("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC)
        guard filter >= 0 else { return }
        _ = write(filter, "0", 1)
        close(filter)
    }

    func runCommand() throws {
        switch arguments.first ?? "help" {
        case "serve": try serve()
        case "migrate": try migrate()
        case "cron": try runJob()
        case "user": try changeUser()
        case "website": try changeWebsite()
        case "backup": try backup()
        case "restore": try restore()
        case "copy-to": try copyTo()
        case "version", "--version": say("kartify \(version)")
        case "rotate-key": try rotateKey()
        case "check": try check()
        case "doctor": try doctor()
        case "routes": printRoutes()
        case "demo": try fillDemo()
        case "seed": try seed()
        case "help", "--help", "-h": say(Self.help)
        case let unknown: throw Refusal(.invalid, "There is no command “\(unknown)”. “kartify help” lists them.")
        }
    }

    private static let help = """
        kartify serve                              answer requests until SIGTERM
        kartify migrate                            bring the database up to date
        kartify cron run JOB                       push-orders [--days N [--refused]], settle-requests, send-alerts, housekeeping,
                                                   erase-bank-details, index-log, prune-logs or back-up, now
        kartify website add NAME PREFIX HOST …     a new website; its order numbers begin with PREFIX
        kartify website gateway HOST none|sandbox  how its customers pay online: not at all, or in a demo by the sandbox
        kartify user add NAME [ROLE]               a new staff login: administrator, operations or support
        kartify user list                          every staff login and its role
        kartify user role NAME ROLE                another role for a staff login
        kartify user password NAME                 a new password for a staff login
        kartify user reset NAME [--second-factor]  a one-time password for a staff login; also takes its second factor away
        kartify user remove NAME                   remove a staff login
        kartify user sessions NAME                 where a staff login is signed in
        kartify user end NAME                      sign a staff login out everywhere
        kartify backup [FILE]                      copy the database while it is in use, and check the copy
        kartify restore FILE                       put a backup in the database's place; the old one is kept
        kartify copy-to ADDRESS|FOLDER             copy the database to a PostgreSQL server, or from there into a folder, while it is in use
        kartify rotate-key                         seal all secrets with a new key while the site serves; typed twice
        kartify check                              check the database for damage
        kartify doctor [--fix]                     look at everything the installation lives on, and say what to type
        kartify version                            the version of this program
        kartify routes                             every route and its audience
        kartify demo [small]                       fill an empty installation with a month of demo data, or little
        kartify seed [TIMES]                       the demo, and the data of a large merchant, for measurements

        KARTIFY_DATA       folder of the database and the key file (var)
        KARTIFY_DATABASE   postgres://user@host/name, for a database on a PostgreSQL server; else a file in KARTIFY_DATA
        KARTIFY_BACKUPS    folder of the daily backups (DATA/backups); KARTIFY_BACKUPS_KEEP says for how many days (14)
        KARTIFY_LISTEN     unix:/path or 127.0.0.1:port, unless a socket is passed as descriptor 0
        KARTIFY_TEMPLATES  folder of the templates (templates)
        KARTIFY_PUBLIC     folder of styles, scripts and icons that nginx serves (public, beside the templates)
        KARTIFY_SMTP       smtp://host:port that takes mails; KARTIFY_MAIL_FROM is the address they come from
        KARTIFY_PRIVATE_HOSTS  hosts, set apart by commas, that API URLs and alerts may lead to at private addresses, such as
                           127.0.0.1; no others are called there
        KARTIFY_PORT       the port browsers use, for an installation without TLS; https without a port when it is not set
        KARTIFY_BRAKES     off: orders, carts and registrations are not slowed down, for a bench from one address
        KARTIFY_SECOND_FACTOR  who must have one to work in /admin: administrators or everybody; else who wants one (optional)
        KARTIFY_WORKERS    requests answered at the same time (16)
        """

    /// Who types, for the audit trail: the user of this machine, or whoever became that user with sudo.
    var person: String {
        let user = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "user \(getuid())"
        return "terminal: " + setting("SUDO_USER", else: user)
    }

    func say(_ text: String) {
        print(text)
    }

    private func complain(_ text: String) {
        Array("kartify: \(text)\n".utf8).withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    func setting(_ name: String, else value: String) -> String {
        environment[name].flatMap { $0.isEmpty ? nil : $0 } ?? value
    }
}
