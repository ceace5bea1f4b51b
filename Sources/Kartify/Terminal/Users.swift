import Crypto
import Domain
import Glibc
import Storage

extension Terminal {
    /// `kartify user list`, `add NAME [ROLE]`, `role NAME ROLE`, and `password`, `sessions` and `end` with a NAME
    func changeUser() throws {
        guard arguments.count >= 3 || arguments.dropFirst() == ["list"] else {
            throw Refusal(
                .invalid,
                "Choose an action: kartify user add NAME [ROLE], list, role NAME ROLE, or password, sessions or end with a NAME."
            )
        }
        let database = try Installation(self).openDatabase()
        switch arguments[1] {
        case "add": try addUser(database)
        case "list": try listUsers(database)
        case "role": try changeRole(database)
        case "password": try setPassword(database)
        case "sessions": try listSessions(database)
        case "end": try endSessions(database)
        case let unknown:
            throw Refusal(.invalid, "There is no “user \(unknown)”. Use add, list, role, password, sessions or end.")
        }
    }

    private func addUser(_ database: Database) throws {
        let name = arguments[2].lowercased()
        guard (2...50).contains(name.count),
            name.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || "._-".contains($0) })
        else {
            throw Refusal(.invalid, "A name has 2 to 50 letters, digits, dots, dashes or underscores.")
        }
        let role = try role(arguments.count > 3 ? arguments[3] : "administrator")
        let hash = PasswordHasher.standard.hash(try askPassword())
        do {
            try database.write {
                try $0.addStaff(username: name, passwordHash: hash, role: role, at: .now)
                try $0.auditEverywhere("Added a staff login as \(role.title)", of: name, by: person, at: .now)
            }
        } catch DatabaseError.notUnique {
            throw Refusal(
                .conflict,
                "There is a user “\(name)” already. Use kartify user password \(name) to change the password.")
        }
        say("“\(name)” can sign in at /admin as \(role.title).")
    }

    private func listUsers(_ database: Database) throws {
        for member in try database.read({ try $0.staff() }) { say("\(member.username): \(member.role.title)") }
    }

    private func changeRole(_ database: Database) throws {
        let (member, role) = (try member(database), try role(arguments.count > 3 ? arguments[3] : ""))
        try database.write { store in
            let others = try store.staff().filter { $0.role == .administrator && $0.id != member.id }
            guard role == .administrator || !others.isEmpty else {
                throw Refusal(
                    .conflict, "“\(member.username)” is the only administrator. Make somebody else one first.")
            }
            try store.setRole(role, of: member)
            try store.auditEverywhere(
                "Changed the role to \(role.title)", of: member.username, by: person, at: .now)
        }
        say("“\(member.username)” is \(role.title) now.")
    }

    private func role(_ text: String) throws -> StaffMember.Role {
        guard let role = StaffMember.Role(rawValue: text) else {
            throw Refusal(.invalid, "A role is administrator, operations or support.")
        }
        return role
    }

    private func setPassword(_ database: Database) throws {
        let member = try member(database)
        let hash = PasswordHasher.standard.hash(try askPassword())
        try database.write {
            try $0.setPassword(hash: hash, of: member, at: .now)
            try $0.auditEverywhere("Set a new password", of: member.username, by: person, at: .now)
        }
        say("“\(member.username)” has a new password and is signed out everywhere.")
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
        let member = try member(database)
        let count = try database.write { store in
            let count = try store.endSessions(of: .staff(member.id), at: .now)
            try store.auditEverywhere("Ended all sessions", of: member.username, by: person, at: .now)
            return count
        }
        say("“\(member.username)” is signed out everywhere: \(counted(count, "session")) ended.")
    }

    private func member(_ database: Database) throws -> StaffMember {
        let name = arguments[2].lowercased()
        guard let found = try database.read({ try $0.staff(username: name) }) else {
            throw Refusal(.notFound, "There is no user “\(name)”.")
        }
        return found.member
    }

    /// Asks without echo; without a terminal, reads a line of the input.
    private func askPassword() throws -> String {
        let isTerminal = isatty(STDIN_FILENO) == 1
        let typed = isTerminal ? getpass("Password: ").map { String(cString: $0) } : readLine()
        guard let typed, PasswordRule.length.contains(typed.count) else {
            throw Refusal(.invalid, "Type a password of 8 to 200 characters.")
        }
        return typed
    }
}
