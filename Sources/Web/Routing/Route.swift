/// A method, a pattern such as `/account/orders/:number`, the audience that may come, and what answers.
public struct Route<World: Sendable>: Sendable {
    /// GET or POST.
    public let method: Method
    /// The path; a piece that begins with `:` matches any one segment and names it.
    public let pattern: String
    /// Who may come, for `kartify routes`.
    public let audience: String
    let answer: @Sendable (Request, World) throws -> Response
}

/// A kind of caller, and the proof that a request is from one. Routes are made by audiences: none can be written without.
public struct Audience<World: Sendable, Caller>: Sendable {
    /// What runs between the proof and the answer: it gets the request and a handler that wants a proven caller.
    public typealias Admission = @Sendable (Request, World, (Caller) throws -> Response) throws -> Response
    /// What answers: it *receives* the proven caller.
    public typealias Handler = @Sendable (Request, Caller, World) throws -> Response

    private let name: String
    private let admit: Admission

    /// An audience and how it is proved.
    public init(_ name: String, admit: @escaping Admission) {
        self.name = name
        self.admit = admit
    }

    /// A page or a document to read.
    public func get(_ pattern: String, _ handler: @escaping Handler) -> Route<World> {
        route(.get, pattern, handler)
    }

    /// Something to be done.
    public func post(_ pattern: String, _ handler: @escaping Handler) -> Route<World> {
        route(.post, pattern, handler)
    }

    private func route(_ method: Method, _ pattern: String, _ handler: @escaping Handler) -> Route<World> {
        let admit = admit
        return Route(method: method, pattern: pattern, audience: name) { request, world in
            try admit(request, world) { try handler(request, $0, world) }
        }
    }
}
