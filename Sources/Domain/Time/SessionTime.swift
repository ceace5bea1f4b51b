/// How long somebody stays signed in. OWASP ASVS 5.0 (7.3.1, 7.3.2) wants both limits, and the reason for them.
package struct SessionTime: Sendable {
    /// Without a request.
    package let idle: Span
    /// However busy the session is.
    package let absolute: Span

    /// Staff reach other people's data: what NIST SP 800-63B asks of such an account, an hour, and one working day. A form that
    /// comes later is kept until its sender has signed in again.
    package static let staff = SessionTime(idle: .hours(1), absolute: .hours(12))

    /// Customers reach only their own data, and come back weeks after an order to follow or return it: a month, as the same
    /// document allows without a second factor, and a season.
    package static let customer = SessionTime(idle: .days(30), absolute: .days(90))

    /// How long a password that was given again counts for what a stolen session must not do.
    package static let proof = Span.minutes(5)

    /// The end of a session that is used now, unless it is used again. A time after now is from a clock that was set back since,
    /// and counts as now.
    package func end(openedAt: Instant, now: Instant) -> Instant {
        min(now + idle, min(openedAt, now) + absolute)
    }
}
