import Crypto
import Domain
import Storage

/// A password that is made for somebody and shown once. It opens the account for three days, and only to choose another one.
struct OneTimePassword: Sendable {
    static let time = Span.days(3)
    let text = Base64.url.encode(randomBytes(12))
}

/// What is done to staff logins, in `/admin` and in a terminal alike. Each leaves an entry in the audit trail of the installation,
/// which names people by their names: they stay when the login is gone.
extension Transaction {
    /// - Parameter end: until when a password that was made for them opens the account; nil for one of their own.
    /// - Throws: a `Refusal` when there is one of this name.
    func addLogin(
        _ username: String, passwordHash: String, until end: Instant?, role: StaffMember.Role, by person: String,
        from address: String? = nil, at now: Instant
    ) throws {
        guard try staff(username: username) == nil else {
            throw Refusal(.conflict, "There is a user “\(username)” already.")
        }
        try addStaff(username: username, passwordHash: passwordHash, until: end, role: role, at: now)
        try auditEverywhere("Added a staff login as \(role.title)", of: username, by: person, from: address, at: now)
    }

    func changeRole(
        of username: String, to role: StaffMember.Role, by person: String, from address: String? = nil, at now: Instant
    ) throws {
        let member = try login(username).member
        if role != .administrator { try keepAnAdministrator(without: member) }
        try setRole(role, of: member)
        try auditEverywhere("Changed the role to \(role.title)", of: username, by: person, from: address, at: now)
    }

    /// Sends somebody a link to choose a password.
    func inviteLogin(
        _ username: String, at email: EmailAddress, from websiteID: ID<Website>, by person: String,
        from address: String? = nil, at now: Instant
    ) throws {
        let member = try login(username).member
        try setEmail(email, of: member)
        try invite(member, at: email, of: websiteID, at: now)
        try auditEverywhere(
            "Sent a link to choose a password", of: "\(username): \(email.text)", by: person, from: address, at: now)
    }

    /// Gives somebody a new password, and signs them out everywhere.
    func resetLogin(
        _ username: String, passwordHash: String, removingSecondFactor: Bool, by person: String,
        from address: String? = nil, at now: Instant
    ) throws {
        let member = try login(username).member
        try setPassword(hash: passwordHash, until: now + OneTimePassword.time, of: member, at: now)
        try auditEverywhere("Reset the password", of: username, by: person, from: address, at: now)
        if removingSecondFactor, try removeSecondFactor(of: member.id) {
            try auditEverywhere("Removed the second factor", of: username, by: person, from: address, at: now)
        }
    }

    /// - Returns: the tokens of their catalogue files; the caller erases these.
    func removeLogin(_ username: String, by person: String, from address: String? = nil, at now: Instant) throws
        -> [String]
    {
        let member = try login(username).member
        try keepAnAdministrator(without: member)
        let files = try removeStaff(member)
        try auditEverywhere("Removed the staff login", of: username, by: person, from: address, at: now)
        return files
    }

    /// - Returns: how many sessions were open.
    func endSessionsOfLogin(_ username: String, by person: String, from address: String? = nil, at now: Instant) throws
        -> Int
    {
        let count = try endSessions(of: .staff(try login(username).member.id), at: now)
        try auditEverywhere("Ended all sessions", of: username, by: person, from: address, at: now)
        return count
    }
}

extension Reader where Self: ~Copyable {
    func login(_ username: String) throws -> StaffLogin {
        guard let found = try staff(username: username) else {
            throw Refusal(.notFound, "There is no user “\(username)”.")
        }
        return found
    }

    fileprivate func keepAnAdministrator(without member: StaffMember) throws {
        guard member.role == .administrator,
            try !staff().contains(where: { $0.role == .administrator && $0.id != member.id })
        else { return }
        throw Refusal(.conflict, "“\(member.username)” is the only administrator. Make somebody else one first.")
    }
}

/// A new login's name; nil when it cannot be one.
func loginName(_ text: String) -> String? {
    let name = text.trimmed.lowercased()
    let isGood =
        (2...50).contains(name.count) && name.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "._-".contains($0) }
    return isGood ? name : nil
}

let loginNameWords = "A name has 2 to 50 letters, digits, dots, dashes or underscores."
