import Domain
import Storage
import Web

/// GET /look/:name — the style sheet of the website's own colour. A page that is older than the colour is shown in today's.
@Sendable func showLook(_ request: Request, to: Void, in world: World) throws -> Response {
    let colour = try world.database.read { store in
        guard let website = try store.website(host: request.host) else { throw UnknownHost() }
        return try store.look(of: website.id).colour
    }
    guard let sheet = colour.map(LookSheet.init) else { throw Refusal.notFound("style sheet") }
    let isCurrent = sheet.address == request.path
    return Response(type: "text/css; charset=utf-8", body: Array(sheet.text.utf8))
        .with("Cache-Control", isCurrent ? "public, max-age=31536000, immutable" : "no-cache")
}
