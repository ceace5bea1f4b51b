/// When a customer is written to, and how long it is tried.
package enum MessageRule {
    /// What happened longer ago is no news: an event that is replayed after a week sends nothing.
    private static let age = Span.days(3)
    /// Whoever asks for a mail several times within this span gets one.
    private static let pause = Span.minutes(5)

    package static func isNews(_ time: Instant, at now: Instant) -> Bool {
        time > now - age
    }

    /// The same within one pause: a message that is about it is written once, so that nobody's mailbox is flooded.
    package static func occasion(at now: Instant) -> String {
        "\(now.milliseconds / pause.milliseconds)"
    }

    /// How long to wait after a try that failed: one minute, then four, and so on up to four hours.
    package static func pause(afterAttempts attempts: Int) -> Span {
        .minutes(min(1 << (2 * min(max(attempts - 1, 0), 4)), 240))
    }
}
