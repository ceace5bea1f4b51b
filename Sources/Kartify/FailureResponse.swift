import Web

/// The one place that turns an error into a response: problem+json under `/api/`, a page elsewhere.
func failure(_ error: any Error, _ request: Request, in world: World) -> Response {
    if request.path.hasPrefix("/api/") { return Problem(error, request, in: world).response }
    if case Router<World>.Miss.noSuchPath = error, request.method == "GET", let address = withoutSlash(request.path) {
        return .redirect(to: address)
    }
    let message = FailureMessage(error, request, in: world)
    if message.needsSignIn { return .redirect(to: signInAddress(request, (error as? SignInWithForm)?.address)) }
    do {
        var response =
            try (error as? StaleForm).flatMap { try framed(KeptFormPage(KeptForm($0)), message, request, in: world) }
            ?? framed(FailurePage(message, request), message, request, in: world)
            ?? plain(FailurePage(message, request), message, request, in: world)
        for (name, value) in message.headers { response.set(name, value) }
        return response
    } catch {
        // Even the error page cannot be made: say the least that helps.
        world.log.fault(error, at: request.now)
        return .text("Something went wrong on our side. Request \(request.id).\n", status: .internalError)
    }
}

/// A page in the frame of whoever asks; nil when the store cannot tell who that is.
private func framed(
    _ page: some TitledPage, _ message: FailureMessage, _ request: Request, in world: World
) throws -> Response? {
    guard message.status != .unavailable else { return nil }
    if request.path == "/admin" || request.path.hasPrefix("/admin/") {
        return try (try? Staff.recognised(by: request, in: world))?.staff.page(page, status: message.status, in: world)
    }
    guard let visitor = try? Visitor.recognised(by: request, in: world).visitor else { return nil }
    var response = try visitor.page(page, status: message.status, in: world)
    if request.token(CookieName.browser) == nil { response.remember(visitor.browser, request) }
    return response
}

private func plain(
    _ page: FailurePage, _ message: FailureMessage, _ request: Request, in world: World
) throws -> Response {
    let frame = PlainFrame(
        title: message.heading, assets: world.assets.address,
        home: request.path.hasPrefix("/admin") ? "/admin" : "/")
    return .html(try world.templates.render(page, in: frame), status: message.status)
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

struct FailurePage: TitledPage {
    static let template = "frames/failure.html"
    let title: String
    let message: String
    let requestID: String
    let isFault: Bool

    init(_ message: FailureMessage, _ request: Request) {
        title = message.heading
        self.message = message.text
        requestID = request.id
        isFault = message.status == .internalError
    }
}

/// The frame of a page without a website or a person.
struct PlainFrame: Page {
    static let template = "frames/plain.html"
    let title: String
    let assets: String
    let home: String
}
