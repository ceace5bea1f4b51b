import Domain

/// What a reader's connection has read before and every page asks for again: websites, settings, how orders flow.
///
/// It is true until anybody writes, on this machine or another, which the engine's version shows. What depends on the time, too,
/// is true for a second. The memory belongs to one connection, so no worker waits for another.
package final class Memory {
    private struct Item {
        let value: any Sendable
        let readAt: Instant
    }

    /// Milliseconds; a clock that went back makes nothing older.
    private static let lifetime: ClosedRange<Int64> = 0...1000

    /// What tells one state of the store from every other.
    enum Version: Equatable {
        /// How often others have committed.
        case commits(Int)
        /// Which transactions can be seen.
        case snapshot(String)
    }

    private var version: Version?
    private var items: [Remembered: Item] = [:]

    /// Forgets everything that was read before the store was at this version.
    func move(to version: Version) {
        guard version != self.version else { return }
        self.version = version
        items.removeAll(keepingCapacity: true)
    }

    func value<Value: Sendable>(_ key: Remembered, now: Instant, _ read: () throws -> Value) rethrows -> Value {
        if let item = items[key], let value = item.value as? Value,
            Self.lifetime.contains((now - item.readAt).milliseconds)
        {
            return value
        }
        let value = try read()
        items[key] = Item(value: value, readAt: now)
        return value
    }
}
