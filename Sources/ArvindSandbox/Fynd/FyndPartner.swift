import Domain
import JSON
import Web

/// Kartify's calls to FYND's API, which we play too: a website that has an account with it names itself in the head.
let fyndPartner = client("fyndPartner", prove: proveAffiliate) { $0.fyndResponse }

@Sendable private func proveAffiliate(_ request: Request, _ shops: Shops) throws -> Shop {
    guard let shop = shops.find(channel: request.header("x-affiliate-id") ?? ""), shop.isOfFynd,
        shop.has(token: request.header("x-affiliate-token") ?? "")
    else { throw APIRefusal(.unauthorized, "", "X-Affiliate-Id and X-Affiliate-Token do not belong together.") }
    return shop
}

extension Partner {
    func require(affiliate id: String) throws(APIRefusal) {
        try ArvindSandbox.require(id == shop.channelId, "/affiliateId “\(id)” is not the one in the head.")
    }
}

extension APIRefusal {
    /// FYND's words for what is refused for the same reasons.
    private static let codes = [
        "NON_RETURNABLE": "bag_not_returnable", "REVERSE_NOT_SERVICEABLE": "pickup_not_serviceable",
        "RETURN_WINDOW_PASSED": "return_window_over", "ALREADY_SHIPPED": "bag_in_transit",
        "ALREADY_CANCELLED": "bag_cancelled", "INVALID_ACCOUNT": "invalid_bank_account",
        "UNKNOWN_ORDER": "order_not_found", "UNKNOWN_SKU": "sku_not_found", "OUT_OF_STOCK": "out_of_stock",
        "DUPLICATE_ORDER": "order_exists",
    ]

    var fyndResponse: Response {
        let error: JSONValue = ["code": .text(Self.codes[code] ?? code.lowercased()), "message": .text(message)]
        return .answer(["success": .bool(false), "error": error], status: status)
    }
}

extension Response {
    static func fynd(_ members: KeyValuePairs<String, JSONValue> = [:]) -> Response {
        .answer(.object([.init("success", .bool(true))] + members.map { .init($0.key, $0.value) }))
    }
}
