import Domain

/// Finds the route of a request: a tree of path segments, literal ones before named ones.
package struct Router<World: Sendable>: Sendable {
    package enum Miss: Error, Equatable, Sendable {
        case noSuchPath
        /// The path is known with other methods.
        case methodNotAllowed(allow: String)
    }

    package let routes: [Route<World>]
    private let root: Node

    /// A router of these routes. Two routes for the same method and path are a fault of ours.
    package init(_ routes: [Route<World>]) {
        self.routes = routes
        var root = Node()
        for route in routes { root.add(route, Self.segments(route.pattern)[...]) }
        self.root = root
    }

    /// Answers a request, or throws a `Miss` or what the handler threw.
    package func answer(_ request: Request, in world: World) throws -> Response {
        var values: [String] = []
        guard request.path.utf8.first == UInt8(ascii: "/"),
            let node = root.find(Self.segments(request.path)[...], &values)
        else {
            throw Miss.noSuchPath
        }
        let name = request.method == "HEAD" ? "GET" : request.method
        guard let method = Method(rawValue: name), let route = node.routes[method] else {
            if name == "GET", let page = pageAbove(request.path) { return .redirect(to: page) }
            let known = node.routes.keys.map(\.rawValue).sorted()
            throw Miss.methodNotAllowed(
                allow: (known + (known.contains("GET") ? ["HEAD"] : [])).joined(separator: ", "))
        }
        Trace.current?.found(route: route.pattern)
        return try route.answer(request.with(pathValues: Array(zip(route.names, values))), world)
    }

    /// The nearest address above one that only takes forms: a form that failed leaves its address in the browser, and F5
    /// in the address bar asks for it.
    private func pageAbove(_ path: String) -> String? {
        var rest = path[...]
        while let slash = rest.lastIndex(of: "/"), slash > rest.startIndex {
            rest = rest[..<slash]
            var values: [String] = []
            if root.find(Self.segments(String(rest))[...], &values)?.routes[.get] != nil { return String(rest) }
        }
        return nil
    }

    private static func segments(_ path: String) -> [Substring] {
        path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst().map {
            Substring($0)
        }
    }

    private struct Node: Sendable {
        var literals: [Substring: Node] = [:]
        /// The branch for any segment. Each route has its own name for it.
        var named: [Node] = []
        var routes: [Method: Route<World>] = [:]

        mutating func add(_ route: Route<World>, _ rest: ArraySlice<Substring>) {
            guard let first = rest.first else {
                precondition(routes[route.method] == nil, "two routes for \(route.method.rawValue) \(route.pattern)")
                routes[route.method] = route
                return
            }
            if first.hasPrefix(":") {
                if named.isEmpty { named = [Node()] }
                named[0].add(route, rest.dropFirst())
            } else {
                literals[first, default: Node()].add(route, rest.dropFirst())
            }
        }

        /// - Parameter values: the segments that are named, in the order of the path.
        func find(_ rest: ArraySlice<Substring>, _ values: inout [String]) -> Node? {
            guard let first = rest.first else { return routes.isEmpty ? nil : self }
            if let found = literals[first]?.find(rest.dropFirst(), &values) { return found }
            guard !first.isEmpty, let next = named.first else { return nil }
            let known = values.count
            values.append(percentDecoded(first, plusIsSpace: false))
            if let found = next.find(rest.dropFirst(), &values) { return found }
            values.removeSubrange(known...)
            return nil
        }
    }
}
