import Crypto
import Domain
import JSON
import Storage
import Web

/// What a form has found out, for the page that its sender is led to: shown once, in the same session, within a minute. Another machine
/// may make that page, so the store has it, sealed, until then; nobody comes by it with the address later, and a reload sends nothing
/// again.
struct ShownOnce {
    private let world: World
    private let session: BrowserToken
    private let now: Instant
    private static let lifetime = Span.minutes(1)

    init(_ session: BrowserToken, _ request: Request, in world: World) {
        (self.world, self.session, now) = (world, session, request.now)
    }

    /// Keeps a value for the next page of the session.
    ///
    /// - Returns: its name in the address of that page.
    func keep(_ value: some Encodable) throws -> String {
        let name = BrowserToken.random().cookieValue
        let text = String(decoding: try [value].encodedJSON(), as: UTF8.self)
        let (hash, sealed) = (hash(name), world.key.seal(text, purpose: SealPurpose.shownOnce))
        let end = now + Self.lifetime
        try world.database.write { try $0.keepForOnePage(sealed, as: hash, until: end) }
        return name
    }

    /// The value that the session's page is to show; nil when it was shown before, is too old, or is another session's.
    func take<Value: Decodable>(_ name: String) throws -> Value? {
        guard !name.isEmpty else { return nil }
        let hash = hash(name)
        guard let kept = try world.database.write({ try $0.takeForOnePage(hash) }),
            kept.until.isAhead(of: now, atMost: Self.lifetime),
            let text = world.key.open(kept.sealedValue, purpose: SealPurpose.shownOnce)
        else { return nil }
        return try [Value](json: Array(text.utf8)).first
    }

    private func hash(_ name: String) -> [UInt8] {
        world.key.hash("\(session.cookieValue) \(name)", purpose: "shown once")
    }
}

extension Staff {
    /// What is shown once in this session.
    func once(_ request: Request, in world: World) -> ShownOnce { ShownOnce(session, request, in: world) }
}
