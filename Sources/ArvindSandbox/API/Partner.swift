import Domain
import Web

/// A website, authenticated by its Auth Token, and the current switches.
struct Partner: Sendable {
    let shop: Shop
    let switches: Switches
}

/// The three ids every body carries.
private struct Ids: Decodable {
    let channelId: String
    let warehouseId: String
    let orderingStoreId: String
}

/// Kartify's calls to Arvind's API. Each is saved for the console, masked.
let partner = Audience<World, Partner>("partner") { request, world, handle in
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
            return refusal.response
        } catch {
            Log.event("fault", ["id": request.id, "error": "\(error)"])
            return APIRefusal(.internalError, "INTERNAL", "A fault of the sandbox's own: \(request.id).").response
        }
    }
    let took = world.clock() - request.now
    let call = ReceivedCall(request, channel: channel, response, isCut: trouble.isCut, took: took)
    try world.database.write { try $0.keep(call) }
    return trouble.isCut ? response.cut() : response
}

private func prove(_ request: Request, _ shops: Shops) throws -> Shop {
    let header = request.header("authorization") ?? ""
    guard header.lowercased().hasPrefix("bearer "), case let token = header.dropFirst(7).trimmed,
        shops.know(token: token)
    else { throw APIRefusal.unauthorized }
    let ids = try request.body(Ids.self)
    guard let shop = shops.find(channel: ids.channelId) else {
        throw APIRefusal.invalid("/channelId “\(ids.channelId)” is unknown.")
    }
    guard shop.has(token: token) else { throw APIRefusal.unauthorized }
    try require(ids.warehouseId == shop.warehouseId, "/warehouseId “\(ids.warehouseId)” is not this channel's.")
    try require(
        ids.orderingStoreId == shop.orderingStoreId, "/orderingStoreId “\(ids.orderingStoreId)” is not this channel's.")
    return shop
}
