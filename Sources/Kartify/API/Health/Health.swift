import JSON
import Storage
import Web

/// GET /healthz — the process answers.
@Sendable func showHealth(_ request: Request, to caller: Void, in world: World) throws -> Response {
    .text("ok\n")
}

/// GET /readyz — the server can work: a row was just written, and there is room for more. Why not, stands in the log alone.
@Sendable func showReadiness(_ request: Request, to caller: Void, in world: World) throws -> Response {
    let needs = world.readiness.needs(of: world.database, in: world.folder, now: request.now)
    for (need, standing) in needs {
        guard let fault = standing.fault else { continue }
        world.log.event("not_ready", at: request.now, ["need": .text(need.rawValue), "fault": .text(fault)])
    }
    let isReady = needs.values.allSatisfy { $0.fault == nil }
    let members = Readiness.Need.allCases.compactMap { need in
        needs[need].map { JSONValue.Member(need.rawValue, document(of: $0)) }
    }
    let status = JSONValue.Member("status", isReady ? "ready" : "not_ready")
    let answer = Response.json(
        JSONValue.object([status] + members).bytes, status: isReady ? .ok : .unavailable)
    return isReady ? answer : answer.with("Retry-After", "5")
}

private func document(of standing: Readiness.Standing) -> JSONValue {
    let figures = standing.figures.map { JSONValue.Member($0.name, .integer($0.value)) }
    return .object([.init("status", standing.fault == nil ? "ok" : "failed")] + figures)
}
