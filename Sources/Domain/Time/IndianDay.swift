/// A day in Indian Standard Time, counted from 1 January 1970.
package struct IndianDay: Hashable, Comparable, Sendable {
    package let number: Int

    package init(number: Int) {
        self.number = number
    }

    package init(_ instant: Instant) {
        number = (Int(instant.milliseconds) + Self.offset) / Self.length
    }

    /// Its midnight.
    package var start: Instant { Instant(milliseconds: Int64(number * Self.length - Self.offset)) }
    package var end: Instant { (self + 1).start }

    /// `2026-11-23`, as a date field takes it.
    package var isoDate: String { String((start + .minutes(330)).rfc3339.prefix(10)) }

    /// `23 Nov`.
    package var title: String {
        String((start + .minutes(1)).ist.split(separator: " ").prefix(2).joined(separator: " "))
    }

    package static func + (day: IndianDay, days: Int) -> IndianDay { IndianDay(number: day.number + days) }
    package static func - (day: IndianDay, days: Int) -> IndianDay { day + -days }
    package static func < (left: IndianDay, right: IndianDay) -> Bool { left.number < right.number }

    /// How far midnight is ahead of UTC, and how long a day is, in milliseconds.
    package static let offset = 19_800_000
    package static let length = 86_400_000
}
