extension Instant {
    /// Reads an RFC 3339 time with an offset, such as `2026-11-23T10:00:00+05:30`; nil when it is not one.
    ///
    /// Fractions of a second are read to the millisecond; a leap second counts as the second after it.
    package init?(rfc3339 text: String) {
        var reader = DigitReader(text.utf8)
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let day = reader.number(2), reader.skip("T") || reader.skip("t") || reader.skip(" "),
            let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2), reader.skip(":"),
            let second = reader.number(2)
        else { return nil }
        var millisecond = 0
        if reader.skip(".") {
            guard let fraction = reader.milliseconds() else { return nil }
            millisecond = fraction
        }
        guard let offset = reader.offsetMinutes(), reader.isAtEnd else { return nil }
        let civil = CivilTime(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second, millisecond: millisecond)
        guard civil.isValid else { return nil }
        self = civil.instant(offsetMinutes: offset)
        // An offset may lead out of the years that can be written.
        guard (0...9999).contains(CivilTime(self, offsetMinutes: 0).year) else { return nil }
    }

    /// `2026-11-23T04:30:00Z`, with milliseconds only where there are any.
    package var rfc3339: String {
        let time = CivilTime(self, offsetMinutes: 0)
        var text = DigitWriter()
        text.add(time.year, width: 4, then: "-")
        text.add(time.month, width: 2, then: "-")
        text.add(time.day, width: 2, then: "T")
        text.add(time.hour, width: 2, then: ":")
        text.add(time.minute, width: 2, then: ":")
        text.add(time.second, width: 2, then: time.millisecond == 0 ? "Z" : ".")
        if time.millisecond != 0 { text.add(time.millisecond, width: 3, then: "Z") }
        return text.text
    }

    /// `Mon, 23 Nov 2026 04:30:00 +0000`, for mails.
    package var rfc5322: String {
        let time = CivilTime(self, offsetMinutes: 0)
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let day = days[Int((milliseconds / 86_400_000) % 7 + 7) % 7]
        return "\(day), \(time.day) \(months[time.month - 1]) \(time.year) \(clock(time)) +0000"
    }

    /// `23 Nov 2026`: the day in India.
    package var istDay: String {
        let time = CivilTime(self, offsetMinutes: 330)
        return "\(time.day) \(months[time.month - 1]) \(time.year)"
    }

    /// `23 Nov 2026, 10:00` in Indian Standard Time, for people.
    package var ist: String {
        let time = CivilTime(self, offsetMinutes: 330)
        return "\(time.day) \(months[time.month - 1]) \(time.year), \(twoDigits[time.hour]):\(twoDigits[time.minute])"
    }

    /// As `ist`, with seconds, for logs and runs.
    package var istWithSeconds: String {
        let time = CivilTime(self, offsetMinutes: 330)
        return "\(time.day) \(months[time.month - 1]) \(time.year), \(clock(time))"
    }
}

extension Span {
    /// `45 s`, `12 min`, `3 h 5 min`, `2 days`: an age as people read it.
    package var words: String {
        let seconds = max(0, milliseconds / 1000)
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3600: return "\(seconds / 60) min"
        case ..<86_400:
            return seconds % 3600 < 60 ? "\(seconds / 3600) h" : "\(seconds / 3600) h \(seconds % 3600 / 60) min"
        case ..<172_800: return "1 day"
        default: return "\(seconds / 86_400) days"
        }
    }
}

private let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

private func clock(_ time: CivilTime) -> String {
    "\(twoDigits[time.hour]):\(twoDigits[time.minute]):\(twoDigits[time.second])"
}

/// `00` to `99`: a page of staff's has hundreds of them.
private let twoDigits = (0..<100).map { padded($0, 2) }

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Numbers with a separator behind each, in one piece: every line of the log and every row of a list has a time.
private struct DigitWriter {
    private var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(24)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// - Parameter number: not below zero, but for what is kept from before such times were refused.
    mutating func add(_ number: Int, width: Int, then separator: Unicode.Scalar) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        let number = number.magnitude
        var (rest, digits) = (number / 10, 1)
        while rest > 0 || digits < width { (rest, digits) = (rest / 10, digits + 1) }
        for _ in 0..<digits { bytes.append(UInt8(ascii: "0")) }
        rest = number
        for place in (bytes.count - digits..<bytes.count).reversed() {
            bytes[place] += UInt8(rest % 10)
            rest /= 10
        }
        bytes.append(UInt8(ascii: separator))
    }
}

private struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String.UTF8View) {
        rest = text[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(_ width: Int) -> Int? {
        guard rest.count >= width else { return nil }
        var value = 0
        for _ in 0..<width {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    mutating func milliseconds() -> Int? {
        var value = 0
        var count = 0
        while let digit = digit() {
            if count < 3 { value = value * 10 + digit }
            count += 1
        }
        guard count > 0 else { return nil }
        for _ in min(count, 3)..<3 { value *= 10 }
        return value
    }

    mutating func offsetMinutes() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let sign = skip("+") ? 1 : skip("-") ? -1 : 0
        guard sign != 0, let hours = number(2), skip(":"), let minutes = number(2), hours < 24, minutes < 60 else {
            return nil
        }
        return sign * (hours * 60 + minutes)
    }

    private mutating func digit() -> Int? {
        guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        rest.removeFirst()
        return Int(byte - UInt8(ascii: "0"))
    }
}
