import Domain

extension Reader where Self: ~Copyable {
    package func recoveryCodes(of staffID: ID<StaffMember>) throws -> Int {
        try number("SELECT count(*) FROM recovery_code WHERE staff_id = \(staffID)")
    }

    func sealedCodeSecrets() throws -> [SealedValue] {
        try all("SELECT staff_id, secret_sealed FROM second_factor ORDER BY staff_id") { row in
            let id = try row.next() as ID<StaffMember>
            return SealedValue(place: .secondFactor(id), bytes: try row.next())
        }
    }
}

extension Transaction {
    /// Switches one-time codes on.
    ///
    /// - Parameter step: the step of the code that has confirmed them.
    /// - Throws: `DatabaseError.notUnique` when they are on.
    package func addSecondFactor(sealedSecret: [UInt8], step: Int, of staffID: ID<StaffMember>) throws {
        try execute(
            """
            INSERT INTO second_factor (staff_id, secret_sealed, last_step)
            VALUES (\(staffID), \(sealedSecret), \(step))
            """)
    }

    /// Switches one-time codes off.
    ///
    /// - Returns: whether they were on.
    @discardableResult
    package func removeSecondFactor(of staffID: ID<StaffMember>) throws -> Bool {
        try execute("DELETE FROM recovery_code WHERE staff_id = \(staffID)")
        return try execute("DELETE FROM second_factor WHERE staff_id = \(staffID)") > 0
    }

    /// Takes the code of a step, unless it or a later one was taken already. A step beyond the newest that can be typed is from a
    /// clock that was set back since, and hinders nothing.
    ///
    /// - Returns: whether it is taken.
    package func takeCode(ofStep step: Int, newest: Int, of staffID: ID<StaffMember>) throws -> Bool {
        try execute(
            """
            UPDATE second_factor SET last_step = \(step)
            WHERE staff_id = \(staffID) AND (last_step < \(step) OR last_step > \(newest))
            """) == 1
    }

    package func setRecoveryCodes(_ hashes: [[UInt8]], of staffID: ID<StaffMember>) throws {
        try execute("DELETE FROM recovery_code WHERE staff_id = \(staffID)")
        for hash in hashes { try execute("INSERT INTO recovery_code (staff_id, hash) VALUES (\(staffID), \(hash))") }
    }

    /// Takes a recovery code, once.
    ///
    /// - Returns: whether it was there.
    package func takeRecoveryCode(_ hash: [UInt8], of staffID: ID<StaffMember>) throws -> Bool {
        try execute("DELETE FROM recovery_code WHERE staff_id = \(staffID) AND hash = \(hash)") == 1
    }
}
