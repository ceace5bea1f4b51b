import Domain
import Web

/// A website, authenticated by its Auth Token, and the current switches.
struct Partner: Sendable {
    let shop: Shop
    let switches: Switches
}

private struct Ids: Decodable {
    let channelId: String
    let warehouseId: String
    let orderingStoreId: String
}

/// Kartify's calls to Arvind's API.
let partner = client("partner", prove: prove) { $0.response }

/// Kartify's calls to an API of ours. Each is saved for the console, masked.
///
/// - Parameters:
///   - prove: finds the website that calls, or throws an `APIRefusal`.
///   - refuse: writes a refusal in the API's own words.
func client(
    _ name: String, prove: @escaping @Sendable (Request, Shops) throws -> Shop,
    refuse: @escaping @Sendable (APIRefusal) -> Response
) -> Audience<World, Partner> {
    Audience(name) { request, world, handle in
        let switches = try world.database.read { try $0.switches() }
        let trouble = Trouble(switches, path: request.path)
        world.pause.wait(seconds: trouble.seconds)
        var channel: String?
        let response = trouble.answer {
            do {
                let shop = try prove(request, world.shops)
                channel = shop.channelId
                return try handle(Partner(shop: shop, switches: switches))
            } catch let refusal as APIRefusal {
                return refuse(refusal)
            } catch {
                Log.event("fault", ["id": request.id, "error": "\(error)"])
                return refuse(APIRefusal(.internalError, "INTERNAL", "A fault of the sandbox's own: \(request.id)."))
            }
        }
        let took = world.clock() - request.now
        let call = ReceivedCall(request, channel: channel, response, isCut: trouble.isCut, took: took)
        try world.database.write { try $0.keep(call) }
        return trouble.isCut ? response.cut() : response
    }
}

@Sendable private func prove(_ request: Request, _ shops: Shops) throws -> Shop {
    let header = request.header("authorization") ?? ""
    guard header.lowercased().hasPrefix("bearer "), case let token = header.dropFirst(7).trimmed,
        shops.know(token: token)
    else { throw APIRefusal.unauthorized }
    let ids = try request.body(Ids.self)
    guard let shop = shops.find(channel: ids.channelId), !shop.isOfFynd else {
        throw APIRefusal.invalid("/channelId “\(ids.channelId)” is unknown.")
    }
    guard shop.has(token: token) else { throw APIRefusal.unauthorized }
    try require(ids.warehouseId == shop.warehouseId, "/warehouseId “\(ids.warehouseId)” is not this channel's.")
    try require(
        ids.orderingStoreId == shop.orderingStoreId, "/orderingStoreId “\(ids.orderingStoreId)” is not this channel's.")
    return shop
}
