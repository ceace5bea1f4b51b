import Crypto
import Domain
import JSON

/// The websites that have an account with Arvind, as `sandbox.json` names them.
struct Shops: Sendable {
    let all: [Shop]

    private struct Content: Decodable {
        let websites: [Shop]
    }

    static let none = Shops([])

    private init(_ shops: [Shop]) {
        all = shops
    }

    /// `name` is for the refusal.
    init(json: [UInt8], name: String) throws(Refusal) {
        let shops: [Shop]
        do {
            shops = try Content(json: json).websites
        } catch {
            throw Refusal(.invalid, "\(name) is not what Kartify's demo step writes: \(error)")
        }
        guard Set(shops.map(\.channelId)).count == shops.count else {
            throw Refusal(.invalid, "\(name) names a channelId twice: orders could not be told apart.")
        }
        self.init(shops)
    }

    func find(channel: String) -> Shop? {
        all.first { $0.channelId == channel }
    }

    func named(channel: String) throws(Refusal) -> Shop {
        guard let shop = find(channel: channel) else { throw .notFound("website") }
        return shop
    }

    func know(token: String) -> Bool {
        all.contains { $0.has(token: token) }
    }
}

extension Shop {
    func has(token: String) -> Bool {
        constantTimeEqual(Array(authToken.utf8), Array(token.utf8))
    }
}
