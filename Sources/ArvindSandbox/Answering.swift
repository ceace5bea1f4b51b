import Domain
import Web

struct Answering: Sendable {
    private let world: World
    private let router = Router(routes)

    init(_ world: World) {
        self.world = world
    }

    /// The route's answer, or what its error says.
    func answer(_ request: Request) -> Response {
        var response: Response
        do {
            response = try router.answer(request, in: world)
        } catch {
            response = answer(to: error, request)
        }
        // In front: an answer that is to break off ends the head with its own last header.
        response.headers = Self.standing + [("X-Request-Id", request.id)] + response.headers
        let took = (world.clock() - request.now).milliseconds
        Log.event(
            "request",
            [
                "id": request.id, "method": request.method, "path": request.path, "ms": String(took),
                "status": String(response.status.rawValue),
            ])
        return response
    }

    private static let standing: [(name: String, value: String)] = [
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        (
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
    ]

    private func answer(to error: any Error, _ request: Request) -> Response {
        switch error {
        case Router<World>.Miss.methodNotAllowed(let allow):
            return problem(.methodNotAllowed, "This address answers \(allow).", request).with("Allow", allow)
        case is Router<World>.Miss:
            return problem(.notFound, "There is nothing at this address.", request)
        case let refusal as Refusal:
            return problem(refusal.kind == .notFound ? .notFound : .forbidden, refusal.message, request)
        default:
            Log.event("fault", ["id": request.id, "error": "\(error)"])
            return problem(.internalError, "Something went wrong on our side (\(request.id)).", request)
        }
    }

    private func problem(_ status: Status, _ message: String, _ request: Request) -> Response {
        if request.path.hasPrefix("/api/") {
            return APIRefusal(status, "HTTP_\(status.rawValue)", message).response
        }
        if request.path.hasPrefix("/fynd/") {
            return APIRefusal(status, "HTTP_\(status.rawValue)", message).fyndResponse
        }
        let page = ProblemPage(heading: status.phrase, message: message)
        let html = try? world.templates.render(page, in: Frame(title: page.heading, csrf: ""))
        return html.map { .html($0, status: status) } ?? .text(message, status: status)
    }
}
