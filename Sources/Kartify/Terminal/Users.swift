import Crypto
import Domain
import Glibc
import Storage

extension Terminal {
    /// `kartify user list`, `add NAME [ROLE]`, `role NAME ROLE`, `reset NAME [--second-factor]`, and `password`, `remove`,
    /// `sessions` and `end` with a NAME
    func changeUser() throws {
        guard arguments.count >= 3 || arguments.dropFirst() == ["list"] else {
            throw Refusal(
                .invalid,
                "Choose an action: kartify user add NAME [ROLE], list, role NAME ROLE, reset NAME [--second-factor], or password, remove, sessions or end with a NAME."
            )
        }
        let database = try Installation(self).openDatabase()
        switch arguments[1] {
        case "add": try addUser(database)
        case "list": try listUsers(database)
        case "role": try changeRole(database)
        case "password": try setPassword(database)
        case "reset": try resetUser(database)
        case "remove": try removeUser(database)
        case "sessions": try listSessions(database)
        case "end": try endSessions(database)
        case let unknown:
            throw Refusal(
                .invalid,
                "There is no “user \(unknown)”. Use add, list, role, password, reset, remove, sessions or end.")
        }
    }

    private var name: String { arguments[2].lowercased() }

    private func addUser(_ database: Database) throws {
        guard let name = loginName(arguments[2]) else { throw Refusal(.invalid, loginNameWords) }
        let role = try role(arguments.count > 3 ? arguments[3] : "administrator")
        let (hash, person) = (PasswordHasher.standard.hash(try askPassword(for: name, database)), person)
        try database.write {
            try $0.addLogin(name, passwordHash: hash, until: nil, role: role, by: person, at: .now)
        }
        say("“\(name)” can sign in at /admin as \(role.title).")
    }

    private func listUsers(_ database: Database) throws {
        for row in try database.read({ try $0.staffList(at: .now) }) {
            let factor = row.hasSecondFactor ? "with a second factor" : "without a second factor"
            let last = row.lastSignInAt.map { "last signed in \($0.ist)" } ?? "never signed in"
            say("\(row.member.username): \(row.member.role.title), \(factor), \(last)")
        }
    }

    private func changeRole(_ database: Database) throws {
        let (name, person) = (name, person)
        _ = try member(database)
        let role = try role(arguments.count > 3 ? arguments[3] : "")
        try database.write { try $0.changeRole(of: name, to: role, by: person, at: .now) }
        say("“\(name)” is \(role.title) now.")
    }

    private func role(_ text: String) throws -> StaffMember.Role {
        guard let role = StaffMember.Role(rawValue: text) else {
            throw Refusal(.invalid, "A role is administrator, operations or support.")
        }
        return role
    }

    private func setPassword(_ database: Database) throws {
        let (member, person) = (try member(database), person)
        let hash = PasswordHasher.standard.hash(try askPassword(for: member.username, database))
        try database.write {
            try $0.setPassword(hash: hash, of: member, at: .now)
            try $0.auditEverywhere("Set a new password", of: member.username, by: person, at: .now)
        }
        say("“\(member.username)” has a new password and is signed out everywhere.")
    }

    private func resetUser(_ database: Database) throws {
        let (name, person, password, removes) = (name, person, OneTimePassword(), arguments.count > 3)
        guard ["", "--second-factor"].contains(arguments.dropFirst(3).joined(separator: " ")) else {
            throw Refusal(.invalid, "Behind the name only --second-factor may stand.")
        }
        let hash = PasswordHasher.standard.hash(password.text)
        try database.write {
            try $0.resetLogin(name, passwordHash: hash, removingSecondFactor: removes, by: person, at: .now)
        }
        say("“\(name)” is signed out everywhere\(removes ? ", and has no second factor any more" : "").")
        say("Password for \(OneTimePassword.time.words), to choose another one with: \(password.text)")
    }

    private func removeUser(_ database: Database) throws {
        let (name, person) = (name, person)
        let files = try database.write { try $0.removeLogin(name, by: person, at: .now) }
        let imports = ImportFolder(try Installation(self).folder + "/imports")
        for token in files { imports.erase(token) }
        say("“\(name)” is removed. What they did stays in the audit trail under that name.")
    }

    private func listSessions(_ database: Database) throws {
        let member = try member(database)
        let sessions = try database.read { try $0.sessions(of: .staff(member.id), at: .now) }
        if sessions.isEmpty { say("“\(member.username)” is signed in nowhere.") }
        for session in sessions {
            let (origin, use) = (session.origin, session.use)
            say("\(origin.device), \(origin.address), since \(use.openedAt.ist), last seen \(use.seenAt.ist)")
        }
    }

    private func endSessions(_ database: Database) throws {
        let (name, person) = (name, person)
        let count = try database.write { try $0.endSessionsOfLogin(name, by: person, at: .now) }
        say("“\(name)” is signed out everywhere: \(counted(count, "session")) ended.")
    }

    private func member(_ database: Database) throws -> StaffMember {
        let name = name
        return try database.read { try $0.login(name).member }
    }

    /// Asks without echo; without a terminal, reads a line of the input.
    private func askPassword(for name: String, _ database: Database) throws -> String {
        let isTerminal = isatty(STDIN_FILENO) == 1
        let typed = isTerminal ? getpass("Password: ").map { String(cString: $0) } : readLine()
        let websites = try database.read { try $0.websites() }.map(\.name)
        if let objection = PasswordRule.objection(to: typed ?? "", of: name, at: websites) {
            throw Refusal(.invalid, objection)
        }
        return typed ?? ""
    }
}
