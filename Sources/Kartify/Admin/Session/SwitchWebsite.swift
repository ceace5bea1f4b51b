import Domain
import Storage
import Web

/// POST /admin/website — the switcher in the bar.
@Sendable func switchWebsite(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    guard let id = ID<Website>(request.form["website"]), staff.websites.contains(where: { $0.id == id }) else {
        throw Refusal.notFound("website")
    }
    let hash = staff.session.hash(world.key)
    try world.database.write { try $0.switchWebsite(session: hash, to: id) }
    let next = localAddress(request.form["next"])
    return .redirect(to: next?.hasPrefix("/admin/") == true ? next ?? "/admin" : "/admin")
}
