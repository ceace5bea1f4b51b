import Synchronization

/// The Idempotency-Keys of requests in progress: a second one with the same key is refused.
final class KeysInProgress: Sendable {
    private struct Name: Hashable {
        let websiteID: Int
        let text: String

        init(_ key: IdempotencyKey) {
            websiteID = key.websiteID
            text = key.text
        }
    }

    private let names = Mutex<Set<Name>>([])

    /// - Returns: false when it is in progress already.
    func begin(_ key: IdempotencyKey) -> Bool {
        names.withLock { $0.insert(Name(key)).inserted }
    }

    func end(_ key: IdempotencyKey) {
        _ = names.withLock { $0.remove(Name(key)) }
    }
}
