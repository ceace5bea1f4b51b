import Domain
import Testing

struct CountedTests {
    @Test(arguments: [(0, "0 orders"), (1, "1 order"), (2, "2 orders")])
    func `a number takes its noun in the singular or the plural`(count: Int, words: String) {
        #expect(counted(count, "order") == words)
    }

    @Test func `a plural of its own is taken as it is`() {
        #expect(counted(1, "order is", "orders are") == "1 order is")
        #expect(counted(3, "order is", "orders are") == "3 orders are")
    }
}
