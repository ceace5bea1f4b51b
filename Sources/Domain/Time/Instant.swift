/// A moment: milliseconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable {
    /// Unix time in milliseconds.
    public let milliseconds: Int64

    /// A moment from Unix milliseconds.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The earlier one first.
    public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    /// Later by a span.
    public static func + (instant: Instant, span: Span) -> Instant {
        Instant(milliseconds: instant.milliseconds + span.milliseconds)
    }

    /// Earlier by a span.
    public static func - (instant: Instant, span: Span) -> Instant {
        Instant(milliseconds: instant.milliseconds - span.milliseconds)
    }

    /// How long from another moment to this one.
    public static func - (later: Instant, earlier: Instant) -> Span {
        Span(milliseconds: later.milliseconds - earlier.milliseconds)
    }
}

/// A length of time, in milliseconds.
public struct Span: Hashable, Comparable, Sendable {
    /// Its length.
    public let milliseconds: Int64

    /// A span of milliseconds.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The shorter one first.
    public static func < (left: Span, right: Span) -> Bool { left.milliseconds < right.milliseconds }

    /// Spans in the units people say.
    public static func seconds(_ count: Int) -> Span { Span(milliseconds: Int64(count) * 1000) }
    /// Minutes of 60 s.
    public static func minutes(_ count: Int) -> Span { .seconds(count * 60) }
    /// Hours of 60 min.
    public static func hours(_ count: Int) -> Span { .minutes(count * 60) }
    /// Days of 24 h.
    public static func days(_ count: Int) -> Span { .hours(count * 24) }
}
