import Domain
import Web

/// GET /
@Sendable func showConsole(_ request: Request, by person: Person, in world: World) throws -> Response {
    .html(try world.render(ConsolePage(in: world, query: request.query), for: person))
}

/// GET /orders/:id
@Sendable func showOrder(_ request: Request, by person: Person, in world: World) throws -> Response {
    let id: ID<ClientOrder> = try request.id("id", of: "order")
    let order = try world.database.read { try $0.order(id) }
    let page = try OrderPage(order, in: world, press: request.query["press"])
    return .html(try world.render(page, for: person, title: page.title))
}
