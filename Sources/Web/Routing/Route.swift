/// A method, a pattern such as `/account/orders/:number`, its audience and its handler.
package struct Route<World: Sendable>: Sendable {
    package let method: Method
    /// The path; a piece that begins with `:` matches any one segment and names it.
    package let pattern: String
    /// The audience's name, for `kartify routes`.
    package let audience: String
    let answer: @Sendable (Request, World) throws -> Response
    /// What the pattern calls its named pieces, in their order.
    let names: [String]
}

/// A kind of caller, and the check that a request is from one. Routes are made by audiences, so none is without a check.
package struct Audience<World: Sendable, Caller>: Sendable {
    /// The check: gets the request and a handler that needs the proven caller.
    package typealias Admission = @Sendable (Request, World, (Caller) throws -> Response) throws -> Response
    /// The handler, which *receives* the proven caller.
    package typealias Handler = @Sendable (Request, Caller, World) throws -> Response

    private let name: String
    private let admit: Admission

    package init(_ name: String, admit: @escaping Admission) {
        self.name = name
        self.admit = admit
    }

    /// A page or a document to read.
    package func get(_ pattern: String, _ handler: @escaping Handler) -> Route<World> {
        route(.get, pattern, handler)
    }

    /// Something to be done.
    package func post(_ pattern: String, _ handler: @escaping Handler) -> Route<World> {
        route(.post, pattern, handler)
    }

    private func route(_ method: Method, _ pattern: String, _ handler: @escaping Handler) -> Route<World> {
        let admit = admit
        return Route(
            method: method, pattern: pattern, audience: name,
            answer: { request, world in try admit(request, world) { try handler(request, $0, world) } },
            names: pattern.split(separator: "/").filter { $0.hasPrefix(":") }.map { String($0.dropFirst()) })
    }
}
