import Domain
import Synchronization

/// The Idempotency-Keys of requests in progress: a second one with the same key is refused.
final class KeysInProgress: Sendable {
    private struct Name: Hashable {
        let text: String
        let websiteID: ID<Website>
    }

    private let names = Mutex<Set<Name>>([])

    /// - Returns: false when it is in progress already.
    func begin(_ key: String, of websiteID: ID<Website>) -> Bool {
        names.withLock { $0.insert(Name(text: key, websiteID: websiteID)).inserted }
    }

    func end(_ key: String, of websiteID: ID<Website>) {
        _ = names.withLock { $0.remove(Name(text: key, websiteID: websiteID)) }
    }
}
