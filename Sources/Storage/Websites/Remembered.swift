import Domain

/// What pages ask for again and again, and readers remember until anybody writes.
enum Remembered: Hashable {
    case website(host: String)
    case websites
    case contact(ID<Website>)
    case codLimit(ID<Website>)
    case upiRefunds(ID<Website>)
    case look(ID<Website>)
    case standing(ID<Website>)
    case orderTabs([ID<Website>])
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
