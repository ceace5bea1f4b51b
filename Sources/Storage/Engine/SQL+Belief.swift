import Domain

extension SQL {
    /// A stored deadline is missing or over, also one that was stored before the clock was set back: `Instant.isAhead` in SQL.
    ///
    /// - Parameter span: how far ahead it is set at most.
    static func isOver(_ column: SQL, at now: Instant, atMost span: Span) -> SQL {
        """
        (\(column) IS NULL OR \(column) <= \(now) OR \(column) > \(Instant.latestBelieved(at: now, atMost: span)))
        """
    }
}
