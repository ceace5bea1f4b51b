import Storage
import Testing

struct ServerClockTests {
    @Test(arguments: [
        (5_000, nil), (6_000, nil), (7_999, nil), (8_000, nil), (8_001, "2 s ahead of"), (3_000, nil),
        (2_000, "3 s behind"),
        (70_000, "64 s ahead of"),
    ])
    func `a server whose clock is more than 2 seconds away is refused, with what to type`(time: Int, words: String?) {
        let refusal = ServerClock(server: time, between: 5_000, and: 6_000).refusal
        #expect((refusal == nil) == (words == nil))
        guard let words else { return }
        #expect(refusal?.message.contains("database server is \(words) this machine's") == true)
        #expect(refusal?.message.contains("“timedatectl set-ntp true”") == true)
    }
}
