import Glibc
import Synchronization

/// A small number of each thread's own, for what is better kept once a thread than behind one lock.
///
/// A thread that ends gives its number back: else what is kept by number would grow with each thread that a job has had.
package enum ThreadNumber {
    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        let made = pthread_key_create(&key) { number in
            numbers.withLock { $0.free.append(Int(bitPattern: number)) }
        }
        precondition(made == 0, "no key for a thread's number")
        return key
    }()
    private static let numbers = Mutex((last: 0, free: [Int]()))

    /// From 1 on; no two threads have the same at the same time.
    package static var current: Int {
        if let known = pthread_getspecific(key) { return Int(bitPattern: known) }
        let number = numbers.withLock { numbers in
            if let free = numbers.free.popLast() { return free }
            numbers.last += 1
            return numbers.last
        }
        pthread_setspecific(key, UnsafeRawPointer(bitPattern: number))
        return number
    }
}
