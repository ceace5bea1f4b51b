import Domain

extension Reader where Self: ~Copyable {
    package func signInFailures(of subject: [UInt8]) throws -> (count: Int, lastAt: Instant)? {
        try first("SELECT failures, last_at FROM sign_in_failure WHERE subject = \(subject)") {
            (try $0.next(), try $0.next())
        }
    }
}

extension Transaction {
    /// Adds a failure. After 15 minutes without one the earlier ones no longer count.
    package func addSignInFailure(of subject: [UInt8], at now: Instant) throws {
        try execute(
            """
            INSERT INTO sign_in_failure (subject, failures, last_at) VALUES (\(subject), 1, \(now))
            ON CONFLICT (subject) DO UPDATE SET
                failures = CASE WHEN sign_in_failure.last_at < \(now - .minutes(15)) THEN 1
                    ELSE sign_in_failure.failures + 1 END,
                last_at = excluded.last_at
            """)
    }

    package func forgetSignInFailures(of subject: [UInt8]) throws {
        try execute("DELETE FROM sign_in_failure WHERE subject = \(subject)")
    }

    package func takeBackSignInFailure(of subject: [UInt8]) throws {
        try execute("DELETE FROM sign_in_failure WHERE subject = \(subject) AND failures <= 1")
        try execute("UPDATE sign_in_failure SET failures = failures - 1 WHERE subject = \(subject)")
    }

    package func removeOldSignInFailures(at now: Instant) throws {
        try execute("DELETE FROM sign_in_failure WHERE last_at < \(now - .hours(1))")
    }
}
