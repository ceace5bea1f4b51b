/// Finds the route of a request: a tree of path segments, literal ones before named ones.
public struct Router<World: Sendable>: Sendable {
    /// What the router says when no route answers.
    public enum Miss: Error, Equatable, Sendable {
        case noSuchPath
        /// The path is known with other methods.
        case methodNotAllowed(allow: String)
    }

    /// All routes, in the order they were written.
    public let routes: [Route<World>]
    private let root: Node

    /// A router of these routes. Two routes for the same method and path are a fault of ours.
    public init(_ routes: [Route<World>]) {
        self.routes = routes
        var root = Node()
        for route in routes { root.add(route, Self.segments(route.pattern)[...]) }
        self.root = root
    }

    /// Answers a request, or throws a `Miss` or what the handler threw.
    public func answer(_ request: Request, in world: World) throws -> Response {
        var values: [String: String] = [:]
        guard let node = root.find(Self.segments(request.path)[...], &values) else { throw Miss.noSuchPath }
        let name = request.method == "HEAD" ? "GET" : request.method
        guard let method = Method(rawValue: name), let route = node.routes[method] else {
            let known = node.routes.keys.map(\.rawValue).sorted()
            throw Miss.methodNotAllowed(
                allow: (known + (known.contains("GET") ? ["HEAD"] : [])).joined(separator: ", "))
        }
        return try route.answer(request.with(pathValues: values), world)
    }

    private static func segments(_ path: String) -> [Substring] {
        path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { $0 }
    }

    private struct Node: Sendable {
        var literals: [Substring: Node] = [:]
        var named: [String: Node] = [:]
        var routes: [Method: Route<World>] = [:]

        mutating func add(_ route: Route<World>, _ rest: ArraySlice<Substring>) {
            guard let first = rest.first else {
                precondition(routes[route.method] == nil, "two routes for \(route.method.rawValue) \(route.pattern)")
                routes[route.method] = route
                return
            }
            if first.hasPrefix(":") {
                named[String(first.dropFirst()), default: Node()].add(route, rest.dropFirst())
            } else {
                literals[first, default: Node()].add(route, rest.dropFirst())
            }
        }

        func find(_ rest: ArraySlice<Substring>, _ values: inout [String: String]) -> Node? {
            guard let first = rest.first else { return routes.isEmpty ? nil : self }
            if let found = literals[first]?.find(rest.dropFirst(), &values) { return found }
            guard !first.isEmpty else { return nil }
            for (name, node) in named {
                guard let found = node.find(rest.dropFirst(), &values) else { continue }
                values[name] = percentDecoded(first, plusIsSpace: false)
                return found
            }
            return nil
        }
    }
}
