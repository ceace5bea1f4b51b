import Domain
import Storage
import Web

/// GET /healthz — the process answers.
@Sendable func showHealth(_ request: Request, to caller: Void, in world: World) throws -> Response {
    .text("ok\n")
}

/// GET /readyz — the database takes writes, for a row was just written. Migrations are done, or the server would not have started.
@Sendable func showReadiness(_ request: Request, to caller: Void, in world: World) throws -> Response {
    guard let fault = world.readiness.fault(of: world.database, now: request.now) else { return .text("ready\n") }
    world.log.event("not_ready", at: request.now, ["id": request.id, "fault": fault])
    return .text("The database cannot be written to. See the log.\n", status: .unavailable).with("Retry-After", "5")
}

/// GET /metrics — Prometheus text; nginx lets only this machine read it.
@Sendable func showMetrics(_ request: Request, to caller: Void, in world: World) throws -> Response {
    let backlog = try world.database.read { store in
        try store.websites().map { (website: $0, backlog: try store.pushBacklog(of: $0.id, now: request.now)) }
    }
    var lines = [
        "# HELP kartify_orders_waiting Orders that wait to be pushed to \(OMSKind.titles).",
        "# TYPE kartify_orders_waiting gauge",
    ]
    lines += backlog.map { "kartify_orders_waiting{website=\"\($0.website.orderPrefix)\"} \($0.backlog.waiting)" }
    lines += [
        "# HELP kartify_orders_stuck Orders that will not be pushed without help.",
        "# TYPE kartify_orders_stuck gauge",
    ]
    lines += backlog.map { "kartify_orders_stuck{website=\"\($0.website.orderPrefix)\"} \($0.backlog.stuck)" }
    return Response(
        type: "text/plain; version=0.0.4; charset=utf-8",
        body: Array((world.metrics.text + lines.joined(separator: "\n") + "\n").utf8))
}
