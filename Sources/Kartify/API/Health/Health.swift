import Storage
import Web

/// GET /healthz — the process answers.
@Sendable func showHealth(_ request: Request, to caller: Void, in world: World) throws -> Response {
    .text("ok\n")
}

/// GET /readyz — the database takes writes, for a row was just written. Migrations are done, or the server would not have started.
@Sendable func showReadiness(_ request: Request, to caller: Void, in world: World) throws -> Response {
    guard let fault = world.readiness.fault(of: world.database, now: request.now) else { return .text("ready\n") }
    world.log.event("not_ready", at: request.now, ["fault": .text(fault)])
    return .text("The database cannot be written to. See the log.\n", status: .unavailable).with("Retry-After", "5")
}
