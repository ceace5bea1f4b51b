import Domain
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

private struct Answer: Encodable {
    struct Item: Encodable {
        let sku: String
        let serviceable: Bool
        let availableQuantity: Int
        let reason: String?

        // By hand, as below: the contract has `"reason":null`, where the compiler's own would leave the name out.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(sku, forKey: .sku)
            try container.encode(serviceable, forKey: .serviceable)
            try container.encode(availableQuantity, forKey: .availableQuantity)
            try container.encode(reason, forKey: .reason)
        }

        private enum CodingKeys: CodingKey {
            case sku, serviceable, availableQuantity, reason
        }
    }

    let serviceable: Bool
    let items: [Item]
    let reason: String?

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(serviceable, forKey: .serviceable)
        try container.encode(items, forKey: .items)
        try container.encode(reason, forKey: .reason)
    }

    private enum CodingKeys: CodingKey {
        case serviceable, items, reason
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
            return answer(item, stock: stock, isRefused: isRefused)
        }
    }
    let reason =
        isRefused
        ? "We do not deliver to \(question.pincode)."
        : items.allSatisfy(\.serviceable) ? nil : "Not all items can be delivered to \(question.pincode)."
    return .answer(Answer(serviceable: reason == nil, items: items, reason: reason))
}

private func answer(_ item: Question.Item, stock: Int?, isRefused: Bool) -> Answer.Item {
    let reason: String? =
        switch stock {
        case nil: "UNKNOWN_SKU"
        case _ where isRefused: "PINCODE_NOT_SERVICEABLE"
        case .some(let stock) where stock < item.quantity: "NOT_ENOUGH_STOCK"
        default: nil
        }
    return Answer.Item(sku: item.sku, serviceable: reason == nil, availableQuantity: stock ?? 0, reason: reason)
}
