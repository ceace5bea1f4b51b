/// A clock may be set forward by mistake, and back. What was stored in between must stop nothing afterwards.
extension Instant {
    /// Processes read the clock some moments apart, and wait for the writer after that: so far a stored time may lie ahead.
    private static let tolerance = Span.minutes(1)

    /// Whether this stored deadline is still to come. One that lies further ahead than it is ever set was stored before the clock was
    /// set back, and is over.
    ///
    /// - Parameter span: how far ahead it is set at most.
    package func isAhead(of now: Instant, atMost span: Span) -> Bool {
        self > now && self <= Self.latestBelieved(at: now, atMost: span)
    }

    /// The latest deadline that is believed.
    package static func latestBelieved(at now: Instant, atMost span: Span = .seconds(0)) -> Instant {
        now + span + tolerance
    }
}
