import Glibc
import Synchronization

/// A small number of each thread's own, for what is better kept once a thread than behind one lock.
package enum ThreadNumber {
    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        precondition(pthread_key_create(&key, nil) == 0, "no key for a thread's number")
        return key
    }()
    private static let last = Atomic(0)

    /// From 1 on, in the order in which threads ask.
    package static var current: Int {
        if let known = pthread_getspecific(key) { return Int(bitPattern: known) }
        let number = last.add(1, ordering: .relaxed).newValue
        pthread_setspecific(key, UnsafeRawPointer(bitPattern: number))
        return number
    }
}
