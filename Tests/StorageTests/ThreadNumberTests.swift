import Glibc
import Storage
import Testing

struct ThreadNumberTests {
    @Test func `a thread that ends gives its number to a later one`() {
        // Other tests start threads meanwhile, but never a hundred at a time.
        #expect(Set((0..<200).map { _ in numberOfNewThread() }).count < 100)
    }

    private func numberOfNewThread() -> Int {
        let found = UnsafeMutablePointer<Int>.allocate(capacity: 1)
        defer { found.deallocate() }
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { found in
                found?.assumingMemoryBound(to: Int.self).pointee = ThreadNumber.current
                return nil
            }, found)
        pthread_join(thread, nil)
        return found.pointee
    }
}
