import Domain
import TestSupport
import Testing

struct TimeTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0 as Int64),
        ("2026-11-23T10:00:00+05:30", 1_795_408_200_000),
        ("2026-11-23T04:30:00Z", 1_795_408_200_000),
        ("2026-11-23t04:30:00z", 1_795_408_200_000),
        ("2026-11-23 04:30:00Z", 1_795_408_200_000),
        ("2026-11-22T23:30:00-05:00", 1_795_408_200_000),
        ("2026-11-23T04:30:00.5Z", 1_795_408_200_500),
        ("2026-11-23T04:30:00.123999Z", 1_795_408_200_123),
        ("2024-02-29T00:00:00Z", 1_709_164_800_000),
        ("2000-02-29T00:00:00Z", 951_782_400_000),
        ("1969-12-31T23:59:59.999Z", -1),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000),
        ("0000-01-01T00:00:00Z", -62_167_219_200_000),
        ("9999-12-31T23:59:59Z", 253_402_300_799_000),
    ])
    func `an RFC 3339 time is read at any offset`(text: String, milliseconds: Int64) {
        #expect(Instant(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026-11-23", "2026-11-23T10:00:00", "2026-11-23T10:00Z", "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z",
        "2026-00-10T00:00:00Z", "2026-13-10T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-00T00:00:00Z",
        "2026-11-23T24:00:00Z", "2026-11-23T10:60:00Z", "2026-11-23T10:00:61Z", "2026-11-23T10:00:00.Z",
        "2026-11-23T10:00:00+5:30", "2026-11-23T10:00:00+0530", "2026-11-23T10:00:00+24:00",
        "2026-11-23T10:00:00+05:60", "2026-11-23T10:00:00Z ", " 2026-11-23T10:00:00Z", "2026/11/23T10:00:00Z",
        "26-11-23T10:00:00Z", "2026-11-23T10:00:00ZZ", "-026-11-23T10:00:00Z", "２026-11-23T10:00:00Z",
        "0000-01-01T00:00:00+05:30", "9999-12-31T23:59:59-05:00",
    ])
    func `what is not an RFC 3339 time is refused`(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test func `a time before the year 0, which nobody can send any more, still has a text`() {
        #expect(Instant(milliseconds: -62_167_219_201_000).rfc3339 == "-0001-12-31T23:59:59Z")
    }

    @Test func `every moment of the years 0 to 9999 goes through its text`() {
        var random = Seeded(2)
        for _ in 0..<20_000 {
            let instant = Instant(
                milliseconds: Int64.random(in: -62_167_219_200_000...253_402_300_799_999, using: &random))
            #expect(Instant(rfc3339: instant.rfc3339) == instant, "\(instant.rfc3339)")
        }
    }

    @Test func `an offset is subtracted, whatever it is`() throws {
        var random = Seeded(3)
        for _ in 0..<2000 {
            let offset = Int.random(in: -1439...1439, using: &random)
            let local = Instant(milliseconds: Int64.random(in: 0...4_000_000_000, using: &random) * 1000)
            let clock =
                "\(offset.magnitude / 60 + 100)".dropFirst() + ":" + "\(offset.magnitude % 60 + 100)".dropFirst()
            let text = local.rfc3339.dropLast() + (offset < 0 ? "-" : "+") + clock
            let read = try #require(Instant(rfc3339: String(text)), "\(text)")
            #expect(read == local - .minutes(offset))
        }
    }

    @Test func `no text crashes the reader`() {
        var random = Seeded(4)
        let characters = Array("0123456789-:.TZ+ té")
        for _ in 0..<20_000 {
            let text = String(
                (0..<Int.random(in: 0...26, using: &random)).map { _ in
                    characters.randomElement(using: &random) ?? "0"
                })
            if let instant = Instant(rfc3339: text) {
                #expect(Instant(rfc3339: instant.rfc3339) == instant, "\(text)")
            }
        }
    }

    @Test func `the machine's text has milliseconds only where there are any`() {
        #expect(noon.rfc3339 == "2026-11-23T04:30:00Z")
        #expect((noon + Span(milliseconds: 7)).rfc3339 == "2026-11-23T04:30:00.007Z")
    }

    @Test func `people read Indian Standard Time`() {
        #expect(noon.ist == "23 Nov 2026, 10:00")
        #expect(noon.istWithSeconds == "23 Nov 2026, 10:00:00")
        #expect(Instant(rfc3339: "2026-12-31T18:30:05Z")?.istWithSeconds == "1 Jan 2027, 00:00:05")
    }

    @Test(arguments: [
        (-5, "0 s"), (0, "0 s"), (59, "59 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"), (3659, "1 h"),
        (11_100, "3 h 5 min"), (86_400, "1 day"), (172_799, "1 day"), (172_800, "2 days"), (864_000, "10 days"),
    ])
    func `a span is written in the words people use`(seconds: Int, words: String) {
        #expect(Span.seconds(seconds).words == words)
    }

    @Test func `spans and moments add up`() {
        #expect(noon + .days(1) - .hours(24) == noon)
        #expect((noon + .minutes(90)) - noon == .seconds(5400))
        #expect(noon < noon + Span(milliseconds: 1))
        #expect(Span.seconds(59) < .minutes(1))
    }
}
