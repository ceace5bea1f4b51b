import Web

/// No website has the request's host.
struct UnknownHost: Error {}

/// A form came after its session had ended; it is kept at an address that leads back to it after signing in.
struct SignInWithForm: Error {
    let address: String
}

/// A form with more fields than any page of ours sends.
struct OversizedForm: Error {}

/// The one place that turns an error into a response: problem+json under `/api/`, a page elsewhere.
func failure(_ error: any Error, _ request: Request, in world: World) -> Response {
    if request.path.hasPrefix("/api/") { return Problem(error, request, in: world).response }
    if case Router<World>.Miss.noSuchPath = error, request.method == "GET", let address = withoutSlash(request.path) {
        return .redirect(to: address)
    }
    let message = FailureMessage(error, request, in: world)
    if message.needsSignIn { return .redirect(to: signInAddress(request, (error as? SignInWithForm)?.address)) }
    let page = FailurePage(message, request)
    let frame = PlainFrame(title: message.heading, home: request.path.hasPrefix("/admin") ? "/admin" : "/")
    do {
        var response = Response.html(try world.templates.render(page, in: frame), status: message.status)
        for (name, value) in message.headers { response.set(name, value) }
        return response
    } catch {
        // Even the error page cannot be made: say the least that helps.
        world.log.fault(error, at: request.now, ["id": request.id])
        return .text("Something went wrong on our side. Request \(request.id).\n", status: .internalError)
    }
}

/// The address without the trailing slashes that people type; nil when there are none.
private func withoutSlash(_ path: String) -> String? {
    guard path.count > 1, path.hasSuffix("/") else { return nil }
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
    return localAddress(String(path))
}

/// The sign-in page for a page that needs it, which then leads back.
private func signInAddress(_ request: Request, _ keptForm: String?) -> String {
    let login = request.path.hasPrefix("/admin") ? "/admin/login" : "/account/login"
    let next = keptForm ?? (request.method == "GET" ? request.path : nil)
    return next.map { "\(login)?next=\(percentEncoded($0))" } ?? login
}

/// The page of an error.
struct FailurePage: Page {
    static let template = "frames/failure.html"
    let heading: String
    let message: String
    let requestID: String
    let isFault: Bool

    init(_ message: FailureMessage, _ request: Request) {
        heading = message.heading
        self.message = message.text
        requestID = request.id
        isFault = message.status == .internalError
    }
}

/// The frame of a page without a website or a person.
struct PlainFrame: Page {
    static let template = "frames/plain.html"
    let title: String
    let home: String
}
