import Domain

extension StaffMember.Role: SQLBindable, SQLReadable {}

extension Reader where Self: ~Copyable {
    /// A staff member and the hash of their password.
    package func staff(username: String) throws -> (member: StaffMember, passwordHash: String)? {
        try first("SELECT id, username, role, password_hash FROM staff WHERE username = \(username)") { row in
            (StaffMember(id: try row.next(), username: try row.next(), role: try row.next()), try row.next())
        }
    }
}

extension Reader where Self: ~Copyable {
    /// All staff, by name.
    package func staff() throws -> [StaffMember] {
        try all("SELECT id, username, role FROM staff ORDER BY username") { row in
            StaffMember(id: try row.next(), username: try row.next(), role: try row.next())
        }
    }
}

extension Transaction {
    /// Gives a staff member another role; open sessions have it at once.
    package func setRole(_ role: StaffMember.Role, of member: StaffMember) throws {
        try execute("UPDATE staff SET role = \(role) WHERE id = \(member.id)")
    }

    /// A new staff member.
    ///
    /// - Throws: `DatabaseError.notUnique` when the name is taken.
    package func addStaff(username: String, passwordHash: String, role: StaffMember.Role, at now: Instant) throws {
        try execute(
            """
            INSERT INTO staff (username, password_hash, role, created_at)
            VALUES (\(username), \(passwordHash), \(role), \(now))
            """)
    }

    /// Replaces a staff member's password and ends every session that was opened with the old one.
    package func setPassword(hash: String, of member: StaffMember, at now: Instant) throws {
        try execute("UPDATE staff SET password_hash = \(hash) WHERE id = \(member.id)")
        try endSessions(of: .staff(member.id), at: now)
    }
}
