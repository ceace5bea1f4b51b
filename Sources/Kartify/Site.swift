import Domain
import Storage
import Web

/// The whole site as a function from request to response. Whatever goes wrong, there is a response.
package struct Site: Sendable {
    let world: World
    private let router = Router(routes)

    package init(_ world: World) {
        self.world = world
    }

    /// Every route, as `kartify routes` prints them.
    package static var table: [(method: String, pattern: String, audience: String)] {
        routes.map { ($0.method.rawValue, $0.pattern, $0.audience) }
    }

    package func answer(_ request: Request) -> Response {
        Trace(id: request.id).follow { traced(request) }
    }

    private func traced(_ request: Request) -> Response {
        let start = ContinuousClock.now
        world.metrics.began()
        var response: Response
        do {
            guard !request.isBodyUnread else {
                throw Overload(
                    message: "Several large files are being taken already. Nothing was changed; send yours again.")
            }
            response = try router.answer(request, in: world)
            removeKeptForm(sentBy: request, response)
        } catch {
            response = failure(error, request, in: world)
        }
        for (name, value) in Self.headers where response.header(name) == nil { response.set(name, value) }
        response.set("X-Request-Id", request.id)
        if request.isSecure { response.set("Strict-Transport-Security", "max-age=31536000") }
        note(response, to: request)
        world.metrics.answered(
            path: request.path, status: response.status.rawValue,
            microseconds: (ContinuousClock.now - start).microseconds)
        if request.method == "HEAD" { (response.body, response.file) = ([], nil) }
        return response
    }

    /// Headers of every response: no scripts, styles or frames from elsewhere, and none inline.
    private static let headers = [
        (
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ]

    /// A kept form that was sent again and taken has done its work. What was asked for is done; should this fail, it expires by itself.
    private func removeKeptForm(sentBy request: Request, _ response: Response) {
        guard request.method == "POST", response.status.rawValue < 400, !request.path.hasPrefix("/api/") else { return }
        do {
            try KeptForm.remove(sentBy: request, in: world)
        } catch {
            world.log.fault(error, at: request.now)
        }
    }

    private func note(_ response: Response, to request: Request) {
        let end = world.clock()
        let milliseconds = Int((end - request.now).milliseconds)
        // Health checks come every second and would fill the log.
        guard request.path != "/healthz" else { return }
        world.log.event(
            "request", at: request.now,
            [
                "method": .text(request.method), "host": .text(request.host),
                "status": .integer(response.status.rawValue), "ms": .integer(milliseconds),
            ])
    }
}
