import Domain
import JSON
import Storage
import Web

private struct Question: Decodable, Sendable {
    struct Bag: Decodable, Sendable { let sku: String, quantity: Int }

    let affiliateId: String
    let pincode: String
    let paymentMode: PaymentMode
    let bags: [Bag]
}

/// POST /fynd/serviceability
@Sendable func answerFyndServiceability(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    let question = try request.body(Question.self)
    try partner.require(affiliate: question.affiliateId)
    try require(Pincode(question.pincode)?.text == question.pincode, "/pincode must be six digits.")
    try require((1...1000).contains(question.bags.count), "/bags must be a list of 1 to 1000.")
    let isRefused = partner.switches.refusedPincodes.contains(question.pincode)
    let bags: [JSONValue] = try world.database.read { snapshot in
        try question.bags.map { bag in
            let stock = try snapshot.stock(of: bag.sku, channel: partner.shop.channelId)
            let reason: String? =
                stock == nil
                ? "sku_not_found"
                : isRefused ? "pincode_not_serviceable" : stock ?? 0 < bag.quantity ? "out_of_stock" : nil
            return [
                "sku": .text(bag.sku), "serviceable": .bool(reason == nil), "available": .integer(stock ?? 0),
                "reason": JSONValue(reason),
            ]
        }
    }
    let isServiceable = bags.allSatisfy { $0["serviceable"]?.bool == true }
    return .fynd(["serviceable": .bool(isServiceable), "bags": .list(bags)])
}
