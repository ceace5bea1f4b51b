import Synchronization

/// The Idempotency-Keys of requests in progress: a second one with the same key is refused.
final class KeysInProgress: Sendable {
    private struct Name: Hashable {
        let text: String
        let websiteID: Int
    }

    private let names = Mutex<Set<Name>>([])

    /// - Returns: false when it is in progress already.
    func begin(_ key: String, of websiteID: Int) -> Bool {
        names.withLock { $0.insert(Name(text: key, websiteID: websiteID)).inserted }
    }

    func end(_ key: String, of websiteID: Int) {
        _ = names.withLock { $0.remove(Name(text: key, websiteID: websiteID)) }
    }
}
