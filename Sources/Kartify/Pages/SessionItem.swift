import Domain
import Storage
import Web

struct SessionItem: Encodable, Sendable {
    let device: String
    let address: String
    let opened: String
    let seen: String
    /// The address that ends it; nil for the session of this very browser, which signs out.
    let end: String?

    /// The same for who may see it and not end it.
    var withoutEnd: SessionItem {
        SessionItem(device: device, address: address, opened: opened, seen: seen, end: nil)
    }
}

extension World {
    /// The sessions of a person.
    ///
    /// - Parameters:
    ///   - current: the one that asks.
    ///   - folder: what their addresses begin with.
    func sessionItems(of owner: SessionOwner, current: BrowserToken?, in folder: String, at now: Instant) throws
        -> [SessionItem]
    {
        let current = current?.hash(key)
        return try database.read { try $0.sessions(of: owner, at: now) }.map { row in
            SessionItem(
                device: row.origin.device, address: row.origin.address, opened: row.use.openedAt.ist,
                seen: row.use.seenAt.ist, end: row.tokenHash == current ? nil : "\(folder)/\(row.id)/end")
        }
    }
}
