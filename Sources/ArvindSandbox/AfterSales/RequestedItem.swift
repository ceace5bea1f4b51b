import Domain
import Storage

struct RequestedItem: Decodable, Sendable {
    let orderItemId: String
    let quantity: Int
    let reason: String?
    let comment: String?

    func index(in items: [ClientItem]) throws(APIRefusal) -> Int {
        guard let index = items.firstIndex(where: { $0.number == orderItemId }) else {
            throw APIRefusal(.unprocessable, "UNKNOWN_ITEM", "The order has no item \(orderItemId).")
        }
        return index
    }

    /// `2 × Navy polo (changed my mind)`, for the console.
    func words(in items: [ClientItem], reason whole: String? = nil) -> String {
        let name = items.first { $0.number == orderItemId }?.name ?? orderItemId
        let why = [whole, reason, comment].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": ")
        return "\(quantity) × \(name)" + (why.isEmpty ? "" : " (\(why))")
    }
}

func check(_ items: [RequestedItem]) throws(APIRefusal) {
    try require((1...1000).contains(items.count), "/items must be a list of 1 to 1000.")
    for (index, item) in items.enumerated() {
        try require(!item.orderItemId.isEmpty, "/items/\(index)/orderItemId must not be empty.")
        try require((1...100_000).contains(item.quantity), "/items/\(index)/quantity must be from 1 to 100000.")
    }
}

extension Reader where Self: ~Copyable {
    func order(_ number: String, of partner: Partner) throws -> ClientOrder {
        guard let order = try order(number: number, channel: partner.shop.channelId) else {
            throw APIRefusal(.notFound, "UNKNOWN_ORDER", "We have no order \(number).")
        }
        return order
    }
}
