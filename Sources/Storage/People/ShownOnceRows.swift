import Domain

extension Transaction {
    package func keepForOnePage(_ sealedValue: [UInt8], as hash: [UInt8], until end: Instant) throws {
        try execute(
            "INSERT INTO shown_once (hash, value_sealed, expires_at) VALUES (\(hash), \(sealedValue), \(end))")
    }

    /// A value, which is in the store no longer.
    package func takeForOnePage(_ hash: [UInt8]) throws -> (sealedValue: [UInt8], until: Instant)? {
        try first("DELETE FROM shown_once WHERE hash = \(hash) RETURNING value_sealed, expires_at") {
            (try $0.next(), try $0.next())
        }
    }

    package func removeShownOnce(expiredAt now: Instant) throws {
        try execute("DELETE FROM shown_once WHERE expires_at <= \(now)")
    }
}
