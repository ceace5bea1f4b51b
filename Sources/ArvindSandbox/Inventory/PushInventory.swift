import Crypto
import Domain
import JSON
import Web

/// POST /inventory: saves the typed counts as Arvind's and pushes them to Kartify.
@Sendable func pushInventory(_ request: Request, by person: Person, in world: World) throws -> Response {
    let form = PushForm(request.form)
    let shop = try world.shops.named(channel: form.channel)
    guard form.error == nil else {
        let page = try ConsolePage(in: world, push: PushView(form, world.shops))
        return .html(try world.render(page, for: person), status: .unprocessable)
    }
    let counts = form.counts
    try world.database.write { tx in
        for count in counts { try tx.setStock(of: count.sku, channel: shop.channelId, to: count.quantity) }
    }
    return try world.push(counts, to: shop, countedAt: request.now)
}

/// POST /inventory/everything
@Sendable func pushEverything(_ request: Request, by person: Person, in world: World) throws -> Response {
    let shop = try world.shops.named(channel: request.form["channel"])
    let counts = try world.database.read { try $0.allStock(channel: shop.channelId) }
    return try world.push(counts, to: shop, countedAt: request.now)
}

private struct Update: Encodable {
    struct Item: Encodable {
        let sku: String
        let quantity: Int
        let updatedAt: String
    }

    let items: [Item]
}

extension World {
    /// - Parameter countedAt: not later than the counts were read. An order that was accepted in between is then subtracted twice
    ///   for a moment, which sells too little; the other way round would sell too much.
    fileprivate func push(_ counts: [StockRow], to shop: Shop, countedAt: Instant) throws -> Response {
        // FYND is asked for its stock: the shop's next pull brings it.
        guard !shop.isOfFynd else { return .redirect(to: "/#inventory") }
        let press = Base64.url.encode(randomBytes(9))
        // Kartify takes 1,000 items a call.
        for start in stride(from: 0, to: counts.count, by: 1000) {
            let part = counts[start..<min(start + 1000, counts.count)]
            let update = Update(
                items: part.map { .init(sku: $0.sku, quantity: $0.quantity, updatedAt: countedAt.rfc3339) })
            let title = "Inventory, \(counted(part.count, "SKU"))"
            try send(
                update.encodedJSON(), to: "/api/v1/inventory", of: shop, proof: [shop.authorization], press: press,
                title: title)
        }
        return .redirect(to: "/?pushed=\(press)#inventory")
    }
}
