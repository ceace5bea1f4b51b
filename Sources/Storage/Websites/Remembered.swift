import Domain

/// What pages ask for again and again, and readers remember: settings until one of them is changed, all else for a second at most, and
/// only until anybody writes.
enum Remembered: Hashable {
    case websitesByHost
    case websites
    case contact(ID<Website>)
    case codLimit(ID<Website>)
    case upiRefunds(ID<Website>)
    case look(ID<Website>)
    case module(ID<Website>, OMSKind?)
    case standing(ID<Website>)
    case orderTabs([ID<Website>])
}

extension Reader where Self: ~Copyable {
    /// A setting that was read before, or else is read now. Inside a transaction that writes, everything is read now.
    ///
    /// It stands in a table and a column that move the version of settings.
    func remembered<Value: Sendable>(_ key: Remembered, _ read: () throws -> Value) throws -> Value {
        guard let memory = try connection.memory() else { return try read() }
        return try memory.setting(
            key, at: { try number("SELECT version FROM settings_version WHERE id = 1") }, read)
    }

    /// The same for what depends on other writes, and on the time.
    func remembered<Value: Sendable>(_ key: Remembered, now: Instant, _ read: () throws -> Value) throws -> Value {
        guard let memory = try connection.memory() else { return try read() }
        return try memory.value(key, now: now, read)
    }
}
