import Domain

package struct SessionRow: Equatable, Sendable {
    package let id: ID<SessionRow>
    package let tokenHash: [UInt8]
    package let use: SessionUse
    package let origin: SessionOrigin
}

package struct SessionUse: Equatable, Sendable {
    package let openedAt: Instant
    package let seenAt: Instant

    /// Whether to write down that it is used now: once a minute, so that reading pages costs no write each. A time after now is
    /// from a clock that was set back, and is put right at once.
    package func needsUpdate(at now: Instant) -> Bool {
        seenAt > now || openedAt > now || seenAt + .minutes(1) <= now
    }
}

package struct SessionOrigin: Equatable, Sendable {
    package let device: String
    package let address: String

    package init(device: DeviceName, address: String) {
        self.init(device: device.text, address: address)
    }

    init(device: String, address: String) {
        self.device = device
        self.address = address
    }
}

package struct StaffSession: Sendable {
    package let member: StaffMember
    package let website: Website
    package let use: SessionUse
    /// When this browser last gave the password, and a code where the account wants one.
    package let provedAt: Instant?
    /// Whether the password was made for them, so that they choose one of their own first.
    package let hasOneTimePassword: Bool
    package let hasSecondFactor: Bool
}

extension Reader where Self: ~Copyable {
    package func staff(session tokenHash: [UInt8], at now: Instant) throws -> StaffSession? {
        try first(
            """
            SELECT s.id, s.username, s.role, w.id, w.name, w.order_prefix, w.oms, opened_at, seen_at, proved_at,
                s.password_until, (SELECT count(*) FROM second_factor f WHERE f.staff_id = s.id)
            FROM session JOIN staff s ON s.id = session.staff_id JOIN website w ON w.id = session.website_id
            WHERE token_hash = \(tokenHash) AND expires_at > \(now)
            """
        ) { row in
            StaffSession(
                member: StaffMember(id: try row.next(), username: try row.next(), role: try row.next()),
                website: Website(
                    id: try row.next(), name: try row.next(), orderPrefix: try row.next(), oms: try row.next()),
                use: SessionUse(openedAt: try row.next(), seenAt: try row.next()), provedAt: try row.next(),
                hasOneTimePassword: try row.next() as Instant? != nil, hasSecondFactor: try row.next() as Int > 0)
        }
    }

    /// The website that somebody's staff session looked at last, ended or not; nil for a customer.
    package func lastWebsite(ofSession tokenHash: [UInt8], of owner: SessionOwner) throws -> ID<Website>? {
        guard let staffID = owner.staffID else { return nil }
        return try first("SELECT website_id FROM session WHERE token_hash = \(tokenHash) AND staff_id = \(staffID)") {
            try $0.next() as ID<Website>
        }
    }

    package func customer(session tokenHash: [UInt8], of websiteID: ID<Website>, at now: Instant) throws -> (
        account: CustomerAccount, use: SessionUse
    )? {
        try first(
            """
            SELECT c.id, c.website_id, c.name, c.email, opened_at, seen_at
            FROM session JOIN customer c ON c.id = session.customer_id
            WHERE token_hash = \(tokenHash) AND session.website_id = \(websiteID) AND expires_at > \(now)
            """
        ) { row in
            (
                CustomerAccount(
                    id: try row.next(), websiteID: try row.next(), name: try row.next(), email: try row.next()),
                SessionUse(openedAt: try row.next(), seenAt: try row.next())
            )
        }
    }

    /// Where a person is signed in, the latest use first.
    package func sessions(of owner: SessionOwner, at now: Instant) throws -> [SessionRow] {
        try all(
            """
            SELECT id, token_hash, opened_at, seen_at, device, address FROM session
            WHERE \(owner.condition) AND expires_at > \(now) ORDER BY seen_at DESC, id DESC LIMIT 100
            """
        ) { row in
            SessionRow(
                id: try row.next(), tokenHash: try row.next(),
                use: SessionUse(openedAt: try row.next(), seenAt: try row.next()),
                origin: SessionOrigin(device: try row.next(), address: try row.next()))
        }
    }
}

extension Transaction {
    /// Signs somebody in who has just proved that it is them.
    package func addSession(
        _ tokenHash: [UInt8], of owner: SessionOwner, at websiteID: ID<Website>, from origin: SessionOrigin,
        now: Instant
    ) throws {
        try execute(
            """
            INSERT INTO session (token_hash, staff_id, customer_id, website_id, opened_at, seen_at, proved_at, expires_at,
                device, address)
            VALUES (\(tokenHash), \(owner.staffID), \(owner.customerID), \(websiteID), \(now), \(now), \(now),
                \(owner.time.end(openedAt: now, now: now)), \(origin.device), \(origin.address))
            """)
        if let staffID = owner.staffID {
            try execute("UPDATE staff SET last_sign_in_at = \(now) WHERE id = \(staffID)")
        }
    }

    /// Records that this session's user has proved again who they are.
    package func proveSession(_ tokenHash: [UInt8], at now: Instant) throws {
        try execute("UPDATE session SET proved_at = \(now) WHERE token_hash = \(tokenHash) AND expires_at > \(now)")
    }

    package func seeSession(_ tokenHash: [UInt8], of owner: SessionOwner, openedAt: Instant, now: Instant) throws {
        try execute(
            """
            UPDATE session SET opened_at = \(min(openedAt, now)), seen_at = \(now),
                expires_at = \(owner.time.end(openedAt: openedAt, now: now))
            WHERE token_hash = \(tokenHash) AND expires_at > \(now)
            """)
    }

    package func removeSession(_ tokenHash: [UInt8]) throws {
        try execute("DELETE FROM session WHERE token_hash = \(tokenHash)")
    }

    /// Ends a session of this person's; another's is left alone.
    package func endSession(_ id: ID<SessionRow>, of owner: SessionOwner, at now: Instant) throws {
        try execute(
            "UPDATE session SET expires_at = \(now) WHERE id = \(id) AND \(owner.condition) AND expires_at > \(now)")
    }

    /// Ends the sessions of a person, all or all but one.
    @discardableResult
    package func endSessions(of owner: SessionOwner, but tokenHash: [UInt8]? = nil, at now: Instant) throws -> Int {
        try execute(
            """
            UPDATE session SET expires_at = \(now)
            WHERE \(owner.condition) AND expires_at > \(now) AND token_hash IS DISTINCT FROM \(tokenHash)
            """)
    }

    package func switchWebsite(session tokenHash: [UInt8], to websiteID: ID<Website>) throws {
        try execute(
            "UPDATE session SET website_id = \(websiteID) WHERE token_hash = \(tokenHash) AND staff_id IS NOT NULL")
    }

    /// Deletes the sessions that ended a day ago: until then they say whose form it is that comes too late.
    package func removeExpiredSessions(at now: Instant) throws {
        try execute("DELETE FROM session WHERE expires_at <= \(now - .days(1))")
    }
}
