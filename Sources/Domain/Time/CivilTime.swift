/// A moment's calendar fields at a fixed offset from UTC, in the proleptic Gregorian calendar.
///
/// The day arithmetic is the well-known "days from civil" calculation on 400-year eras; it needs no table and no time zone data,
/// and India has one offset all year.
struct CivilTime {
    var year: Int, month: Int, day: Int
    var hour: Int, minute: Int, second: Int, millisecond: Int

    init(_ instant: Instant, offsetMinutes: Int) {
        let local = instant.milliseconds + Int64(offsetMinutes) * 60_000
        let dayNumber = Int(local.floored(by: 86_400_000))
        var rest = Int(local - Int64(dayNumber) * 86_400_000)
        (millisecond, rest) = (rest % 1000, rest / 1000)
        (second, rest) = (rest % 60, rest / 60)
        (minute, hour) = (rest % 60, rest / 60)

        let shifted = dayNumber + 719_468
        let era = Int(Int64(shifted).floored(by: 146_097))
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    init(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, millisecond: Int) {
        (self.year, self.month, self.day) = (year, month, day)
        (self.hour, self.minute, self.second, self.millisecond) = (hour, minute, second, millisecond)
    }

    var isValid: Bool {
        (1...12).contains(month) && (1...daysInMonth).contains(day) && (0...23).contains(hour)
            && (0...59).contains(minute) && (0...60).contains(second)
    }

    private var daysInMonth: Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    func instant(offsetMinutes: Int) -> Instant {
        let marchYear = month <= 2 ? year - 1 : year
        let era = Int(Int64(marchYear).floored(by: 400))
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = Int64(era * 146_097 + dayOfEra - 719_468)
        let seconds = Int64((hour * 60 + minute - offsetMinutes) * 60 + second)
        return Instant(milliseconds: days * 86_400_000 + seconds * 1000 + Int64(millisecond))
    }
}

extension Int64 {
    fileprivate func floored(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
