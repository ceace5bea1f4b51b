import Domain

package enum SignInRefusal: String, Sendable, CaseIterable {
    case failed = "Failed to sign in"
    case lockedOut = "Locked out"
}

extension Transaction {
    /// Counts a refused sign-in: a line a minute for each name and address, and one for all others when there are many, so
    /// that guessing does not fill the trail.
    package func audit(_ refusal: SignInRefusal, of name: String, from address: String, at now: Instant) throws {
        let minute = Instant(milliseconds: now.milliseconds - now.milliseconds % 60_000)
        if try countAgain(refusal, name, address, minute, now) { return }
        let lines = try number(
            "SELECT count(*) FROM audit WHERE action = \(refusal.rawValue) AND at >= \(minute) AND at <= \(now)")
        guard lines >= Self.mostLines else {
            return try audit(refusal.rawValue, of: "", by: name, from: address, websiteID: nil, at: now)
        }
        if try countAgain(refusal, Self.others, Self.manyAddresses, minute, now) { return }
        try audit(refusal.rawValue, of: "", by: Self.others, from: Self.manyAddresses, websiteID: nil, at: now)
    }

    /// Deletes the oldest refused sign-ins from before a time, at most `limit` of each kind, and returns how many.
    package func pruneRefusedSignIns(before time: Instant, limit: Int) throws -> Int {
        var count = 0
        for refusal in SignInRefusal.allCases {
            count += try execute(
                """
                DELETE FROM audit WHERE id IN (SELECT id FROM audit
                    WHERE action = \(refusal.rawValue) AND at < \(time) ORDER BY at LIMIT \(limit))
                """)
        }
        return count
    }

    private static var mostLines: Int { 30 }
    private static var others: String { "(other names)" }
    private static var manyAddresses: String { "(several)" }

    private func countAgain(
        _ refusal: SignInRefusal, _ name: String, _ address: String, _ minute: Instant, _ now: Instant
    ) throws -> Bool {
        try execute(
            """
            UPDATE audit SET times = times + 1 WHERE staff = \(name) AND action = \(refusal.rawValue)
                AND address = \(address) AND at >= \(minute) AND at <= \(now)
            """) > 0
    }
}
