import Domain

extension StaffMember.Role: SQLBindable, SQLReadable {}

package struct StaffLogin: Sendable {
    package let member: StaffMember
    package let passwordHash: String
    /// Until when a password that was made for them opens the account; nil for one of their own.
    package let passwordUntil: Instant?
    package let sealedSecret: [UInt8]?
    /// Where a link to choose a password is sent; nil when nobody has said.
    package let email: String?
}

package struct StaffListItem: Sendable {
    package let member: StaffMember
    package let lastSignInAt: Instant?
    package let hasSecondFactor: Bool
    package let sessions: Int
}

extension Reader where Self: ~Copyable {
    package func staff(username: String) throws -> StaffLogin? {
        try login(where: "username = \(username)")
    }

    package func staff(id: ID<StaffMember>) throws -> StaffLogin? {
        try login(where: "id = \(id)")
    }

    private func login(where condition: SQL) throws -> StaffLogin? {
        try first(
            """
            SELECT id, username, role, password_hash, password_until, secret_sealed, email
            FROM staff LEFT JOIN second_factor ON staff_id = id WHERE \(condition)
            """
        ) { row in
            StaffLogin(
                member: StaffMember(id: try row.next(), username: try row.next(), role: try row.next()),
                passwordHash: try row.next(), passwordUntil: try row.next(), sealedSecret: try row.next(),
                email: try row.next())
        }
    }

    package func staff() throws -> [StaffMember] {
        try all("SELECT id, username, role FROM staff ORDER BY username") { row in
            StaffMember(id: try row.next(), username: try row.next(), role: try row.next())
        }
    }

    package func staffList(at now: Instant) throws -> [StaffListItem] {
        try all(
            """
            SELECT id, username, role, last_sign_in_at,
                (SELECT count(*) FROM second_factor f WHERE f.staff_id = staff.id),
                (SELECT count(*) FROM session WHERE session.staff_id = staff.id AND expires_at > \(now))
            FROM staff ORDER BY username
            """
        ) { row in
            StaffListItem(
                member: StaffMember(id: try row.next(), username: try row.next(), role: try row.next()),
                lastSignInAt: try row.next(), hasSecondFactor: try row.next() as Int > 0, sessions: try row.next())
        }
    }
}

extension Transaction {
    /// Gives a staff member another role; open sessions have it at once.
    package func setRole(_ role: StaffMember.Role, of member: StaffMember) throws {
        try execute("UPDATE staff SET role = \(role) WHERE id = \(member.id)")
        // An administrator sees every website.
        if role == .administrator { try restrict(member, to: []) }
    }

    /// A new staff member.
    ///
    /// - Parameter end: until when a password that was made for them opens the account; nil for one of their own.
    /// - Throws: `DatabaseError.notUnique` when the name is taken.
    package func addStaff(
        username: String, passwordHash: String, until end: Instant? = nil, role: StaffMember.Role, at now: Instant
    ) throws {
        try execute(
            """
            INSERT INTO staff (username, password_hash, password_until, role, created_at)
            VALUES (\(username), \(passwordHash), \(end), \(role), \(now))
            """)
    }

    /// Replaces a staff member's password and ends every session that was opened with the old one.
    ///
    /// - Parameter end: as `addStaff` has it.
    package func setPassword(hash: String, until end: Instant? = nil, of member: StaffMember, at now: Instant) throws {
        try execute("UPDATE staff SET password_hash = \(hash), password_until = \(end) WHERE id = \(member.id)")
        try endSessions(of: .staff(member.id), at: now)
    }

    package func setEmail(_ email: EmailAddress, of member: StaffMember) throws {
        try execute("UPDATE staff SET email = \(email.text) WHERE id = \(member.id)")
    }

    /// Removes a staff member with all that is theirs alone. What they did stays under their name.
    ///
    /// - Returns: the tokens of their catalogue files; the caller erases these.
    package func removeStaff(_ member: StaffMember) throws -> [String] {
        let id = member.id
        try removeSecondFactor(of: id)
        try execute("DELETE FROM kept_form WHERE staff_id = \(id)")
        try execute("DELETE FROM message WHERE staff_id = \(id)")
        try execute("DELETE FROM saved_view WHERE staff_id = \(id)")
        try execute("DELETE FROM staff_website WHERE staff_id = \(id)")
        try execute("DELETE FROM session WHERE staff_id = \(id)")
        let files: [String] = try all("DELETE FROM catalog_import WHERE staff_id = \(id) RETURNING token") {
            try $0.next()
        }
        try execute("DELETE FROM staff WHERE id = \(id)")
        return files
    }
}
