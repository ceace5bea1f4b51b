import Domain

/// What a reader's connection has read before and every page asks for again: websites, settings, how orders flow.
///
/// Settings are true until anybody changes one, on this machine or another, which their version shows. All else is true for a second at
/// most, and only until anybody writes, which the engine's version shows. The memory belongs to one connection, so no worker waits for
/// another.
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
    private var settingsVersion: Int?
    private var settings: [Remembered: any Sendable] = [:]
    /// Whether the settings' version was read at the store's version.
    private var areSettingsTrue = false

    /// Forgets everything but settings that was read before the store was at this version.
    func move(to version: Version) {
        guard version != self.version else { return }
        self.version = version
        areSettingsTrue = false
        items.removeAll(keepingCapacity: true)
    }

    /// Forgets everything: another server may count alike.
    func forget() {
        items = [:]
        settings = [:]
        (version, settingsVersion, areSettingsTrue) = (nil, nil, false)
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

    /// - Parameter version: reads that of the settings.
    func setting<Value: Sendable>(_ key: Remembered, at version: () throws -> Int, _ read: () throws -> Value) rethrows
        -> Value
    {
        if !areSettingsTrue {
            let version = try version()
            if version != settingsVersion { settings.removeAll(keepingCapacity: true) }
            (settingsVersion, areSettingsTrue) = (version, true)
        }
        if let known = settings[key], let value = known as? Value { return value }
        let value = try read()
        settings[key] = value
        return value
    }
}
