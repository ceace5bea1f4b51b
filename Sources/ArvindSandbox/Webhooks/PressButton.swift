import Crypto
import Domain
import Web

/// POST /orders/:id/events
@Sendable func pressButton(_ request: Request, by person: Person, in world: World) throws -> Response {
    let id: ID<ClientOrder> = try request.id("id", of: "order")
    let (order, items) = try world.database.read { (try $0.order(id), try $0.items(of: id)) }
    let shop = try world.shops.named(channel: order.channel)
    let form = EventForm(request.form, items)
    guard form.isGood, let step = form.step else {
        let page = try OrderPage(order, in: world, form: form)
        return .html(try world.render(page, for: person, title: page.title), status: .unprocessable)
    }
    let moved = try world.database.write { try $0.move(order, form, to: step) }
    let press = Base64.url.encode(randomBytes(9))
    for (webhook, title) in try world.webhooks(order, moved, step, at: request.now) {
        let call = try shop.call(webhook, at: request.now)
        try world.send(
            call.body, to: call.path, of: shop, proof: call.proof, press: press, order: order.number, title: title)
    }
    return .redirect(to: "/orders/\(id)?press=\(press)")
}

extension World {
    /// The webhooks of one press, in order, as the switches say.
    fileprivate func webhooks(
        _ order: ClientOrder, _ items: [Webhook.Item], _ step: Step, at now: Instant
    ) throws -> [(Webhook, title: String)] {
        let switches = try database.read { try $0.switches() }
        var events = [(Webhook(order, at: now, items: items), title: step.status.title)]
        if switches.sendsWebhooksOutOfOrder, let previous = step.previous {
            let earlier = items.map {
                Webhook.Item(orderItemId: $0.orderItemId, status: previous.rawValue, quantity: $0.quantity)
            }
            let late = Webhook(order, at: now - .minutes(1), items: earlier)
            events.append((late, title: "\(previous.title), out of order"))
        }
        guard switches.duplicatesWebhooks else { return events }
        return events.flatMap { [$0, ($0.0, title: "\($0.title), again")] }
    }
}

extension Shop {
    /// An event in the words of the OMS that the website has, with its proof.
    fileprivate func call(_ webhook: Webhook, at now: Instant) throws -> (path: String, body: [UInt8], proof: [String])
    {
        if isOfFynd {
            let body = FyndWebhook(webhook).body
            return ("/api/v1/webhooks/fynd", body, [fyndSignature(of: body)])
        }
        let body = try webhook.encodedJSON()
        return (
            "/api/v1/webhooks/order-status", body, [authorization] + signature(of: body, id: webhook.eventId, at: now)
        )
    }
}
