import Domain
import Storage
import Web

extension Customer {
    var owner: SessionOwner { .customer(account.id) }

    func sessions(_ request: Request, in world: World) throws -> [SessionItem] {
        try world.sessionItems(of: owner, current: visitor.session, in: "/account/sessions", at: request.now)
    }
}

/// POST /account/sessions/:id/end
@Sendable func endSession(_ request: Request, by customer: Customer, in world: World) throws -> Response {
    let id: ID<SessionRow> = try request.id("id", of: "session")
    try world.database.write { try $0.endSession(id, of: customer.owner, at: request.now) }
    return .redirect(to: "/account/password")
}

/// POST /account/sessions/end — all but this browser's.
@Sendable func endOtherSessions(_ request: Request, by customer: Customer, in world: World) throws -> Response {
    let own = customer.visitor.session?.hash(world.key)
    _ = try world.database.write { try $0.endSessions(of: customer.owner, but: own, at: request.now) }
    return .redirect(to: "/account/password")
}
