import Domain

extension Reader where Self: ~Copyable {
    /// Whose session has ended, for as long as its row is kept.
    ///
    /// - Parameter websiteID: a customer's session counts at its own website only.
    package func owner(ofEndedSession tokenHash: [UInt8], at websiteID: ID<Website>, now: Instant) throws
        -> SessionOwner?
    {
        try first(
            """
            SELECT customer_id, staff_id FROM session
            WHERE token_hash = \(tokenHash) AND expires_at <= \(now) AND (staff_id IS NOT NULL OR website_id = \(websiteID))
            """
        ) { row -> SessionOwner? in
            let (customer, staff) = (try row.next() as ID<CustomerAccount>?, try row.next() as ID<StaffMember>?)
            return customer.map(SessionOwner.customer) ?? staff.map(SessionOwner.staff)
        } ?? nil
    }

    /// A kept form of this person: where it goes, and its fields, sealed.
    package func keptForm(_ hash: [UInt8], of owner: SessionOwner, at now: Instant) throws -> (
        path: String, fields: [UInt8]
    )? {
        try first(
            """
            SELECT path, fields_sealed, customer_id, staff_id FROM kept_form
            WHERE hash = \(hash) AND expires_at > \(now)
            """
        ) { row -> (path: String, fields: [UInt8])? in
            let form = (path: try row.next() as String, fields: try row.next() as [UInt8])
            let (customer, staff) = (try row.next() as ID<CustomerAccount>?, try row.next() as ID<StaffMember>?)
            return customer == owner.customerID && staff == owner.staffID ? form : nil
        } ?? nil
    }
}

extension Transaction {
    /// The most forms that are kept for one person; the oldest give way.
    private static var keptForms: Int { 5 }

    /// Keeps a form of a person, and of their others the newest.
    package func keepForm(
        _ hash: [UInt8], of owner: SessionOwner, to path: String, sealedFields: [UInt8], until end: Instant
    ) throws {
        try execute(
            """
            INSERT INTO kept_form (hash, customer_id, staff_id, path, fields_sealed, expires_at)
            VALUES (\(hash), \(owner.customerID), \(owner.staffID), \(path), \(sealedFields), \(end))
            """)
        let owners: SQL =
            switch owner {
            case .customer(let id): "customer_id = \(id)"
            case .staff(let id): "staff_id = \(id)"
            }
        let kept = try all("SELECT hash FROM kept_form WHERE \(owners) ORDER BY expires_at DESC, hash") {
            try $0.next() as [UInt8]
        }
        for old in kept.filter({ $0 != hash }).dropFirst(Self.keptForms - 1) { try removeKeptForm(old) }
    }

    package func removeKeptForm(_ hash: [UInt8]) throws {
        try execute("DELETE FROM kept_form WHERE hash = \(hash)")
    }

    package func removeKeptForms(expiredAt now: Instant) throws {
        try execute("DELETE FROM kept_form WHERE expires_at <= \(now)")
    }
}
