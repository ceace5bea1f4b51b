import Domain
import Storage
import Web

extension Staff {
    var owner: SessionOwner { .staff(member.id) }

    func sessions(_ request: Request, in world: World) throws -> [SessionItem] {
        try world.sessionItems(of: owner, current: session, in: "/admin/account/sessions", at: request.now)
    }
}

/// POST /admin/account/sessions/:id/end
@Sendable func endStaffSession(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id: ID<SessionRow> = try request.id("id", of: "session")
    try world.database.write { try $0.endSession(id, of: staff.owner, at: request.now) }
    return .redirect(to: "/admin/account")
}

/// POST /admin/account/sessions/end — all but this browser's.
@Sendable func endOtherStaffSessions(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let own = staff.session.hash(world.key)
    _ = try world.database.write { try $0.endSessions(of: staff.owner, but: own, at: request.now) }
    return .redirect(to: "/admin/account")
}
