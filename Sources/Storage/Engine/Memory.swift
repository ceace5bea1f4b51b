import Domain

/// What a reader's connection has read before and every page asks for again: websites, settings, how orders flow.
///
/// It is true until anybody writes, in this process or another, which the engine tells by a version. What depends on the time, too,
/// is true for a second. The memory belongs to one connection, so no worker waits for another.
package final class Memory {
    private struct Item {
        let value: any Sendable
        let readAt: Instant
    }

    private var version: Int?
    private var items: [Remembered: Item] = [:]

    /// Forgets everything that was read before the store was at this version.
    func move(to version: Int) {
        guard version != self.version else { return }
        self.version = version
        items.removeAll(keepingCapacity: true)
    }

    func value<Value: Sendable>(_ key: Remembered, now: Instant, _ read: () throws -> Value) rethrows -> Value {
        if let item = items[key], let value = item.value as? Value, (now - item.readAt).isWithin(.seconds(1)) {
            return value
        }
        let value = try read()
        items[key] = Item(value: value, readAt: now)
        return value
    }
}

extension Span {
    fileprivate func isWithin(_ limit: Span) -> Bool { milliseconds >= 0 && milliseconds <= limit.milliseconds }
}

/// A name for what a connection remembers.
enum Remembered: Hashable {
    case website(host: String)
    case websites
    case contact(ID<Website>)
    case standing(ID<Website>)
}

extension Reader where Self: ~Copyable {
    /// What was read before, or else what is read now. Inside a transaction that writes, everything is read now.
    ///
    /// - Parameter now: the time, for what depends on it.
    func remembered<Value: Sendable>(
        _ key: Remembered, now: Instant = Instant(milliseconds: 0), _ read: () throws -> Value
    ) throws -> Value {
        guard let memory = try connection.memory() else { return try read() }
        return try memory.value(key, now: now, read)
    }
}
