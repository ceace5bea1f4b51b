import Domain
import JSON
import Storage
import Web

private struct Question: Decodable, Sendable {
    struct Item: Decodable, Sendable {
        let sku: String
        let quantity: Int
    }

    let pincode: String
    let paymentMode: PaymentMode
    let items: [Item]

    func check() throws(APIRefusal) {
        try require(Pincode(pincode)?.text == pincode, "/pincode must be six digits that do not begin with 0.")
        try require((1...1000).contains(items.count), "/items must be a list of 1 to 1000.")
        for (index, item) in items.enumerated() {
            try require(SKU(item.sku) != nil, "/items/\(index)/sku must be 1 to 64 characters.")
            try require((1...100_000).contains(item.quantity), "/items/\(index)/quantity must be from 1 to 100000.")
        }
    }
}

/// POST /api/serviceability
@Sendable func answerServiceability(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    let question = try request.body(Question.self)
    try question.check()
    let isRefused = partner.switches.refusedPincodes.contains(question.pincode)
    let items = try world.database.read { snapshot in
        try question.items.map { item in
            let stock = try snapshot.stock(of: item.sku, channel: partner.shop.channelId)
            return (sku: item.sku, stock: stock ?? 0, reason: refusal(of: item, stock: stock, isRefused: isRefused))
        }
    }
    let reason =
        isRefused
        ? "We do not deliver to \(question.pincode)."
        : items.allSatisfy { $0.reason == nil } ? nil : "Not all items can be delivered to \(question.pincode)."
    let answers: [JSONValue] = items.map {
        [
            "sku": .text($0.sku), "serviceable": .bool($0.reason == nil), "availableQuantity": .integer($0.stock),
            "reason": JSONValue($0.reason),
        ]
    }
    return .answer(["serviceable": .bool(reason == nil), "items": .list(answers), "reason": JSONValue(reason)])
}

private func refusal(of item: Question.Item, stock: Int?, isRefused: Bool) -> String? {
    switch stock {
    case nil: "UNKNOWN_SKU"
    case _ where isRefused: "PINCODE_NOT_SERVICEABLE"
    case .some(let stock) where stock < item.quantity: "NOT_ENOUGH_STOCK"
    default: nil
    }
}
