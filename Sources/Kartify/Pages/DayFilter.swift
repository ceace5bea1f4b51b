import Domain
import Web

/// The days **From** and **Until** of a filter, both included, in IST.
struct DayFilter {
    let from: Instant?
    /// The end of the last day.
    let until: Instant?
    let problem: String?

    init(_ fields: Fields) {
        let typed = [fields.trimmed("from"), fields.trimmed("until")]
        let days = typed.map { Instant(rfc3339: "\($0)T00:00:00+05:30") }
        from = days[0]
        until = days[1].map { $0 + .days(1) }
        let isUnderstood = zip(typed, days).allSatisfy { $0.isEmpty || $1 != nil }
        problem = isUnderstood ? nil : "Type a date as 2026-11-23."
    }
}
