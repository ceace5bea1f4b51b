import Domain
import Testing

struct SessionTimeTests {
    private let noon = Instant(milliseconds: 1_795_408_200_000)
    private let time = SessionTime.customer

    @Test func `a session ends when nobody has used it for a while, and at the latest some time after it was opened`() {
        #expect(time.end(openedAt: noon, now: noon) == noon + .days(30))
        #expect(time.end(openedAt: noon, now: noon + .days(59)) == noon + .days(89))
        #expect(time.end(openedAt: noon, now: noon + .days(80)) == noon + .days(90))
    }

    @Test func `a clock that was set back makes no session longer`() {
        #expect(time.end(openedAt: noon + .days(300), now: noon) == noon + .days(30))
    }

    @Test(arguments: [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:141.0) Gecko/20100101 Firefox/141.0", "Firefox on Windows"),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36",
            "Chrome on Android"
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0",
            "Edge on Windows"
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1",
            "Safari on iPhone"
        ), ("curl/8.5 <script>", "A browser"), ("", "A browser"),
    ])
    func `a browser and its system are named in words of ours`(header: String, name: String) {
        #expect(DeviceName(userAgent: header).text == name)
    }
}
