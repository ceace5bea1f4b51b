package struct Response: Sendable {
    package var status: Status
    /// Its headers, in order; a name may come twice (`Set-Cookie`).
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// What follows the body: a download that is too large for the memory.
    package var file: SentFile?

    package init(_ status: Status = .ok, type: String, body: [UInt8]) {
        self.status = status
        self.headers = [("Content-Type", type)]
        self.body = body
    }

    package static func html(_ body: [UInt8], status: Status = .ok) -> Response {
        Response(status, type: "text/html; charset=utf-8", body: body)
    }

    package static func json(_ body: [UInt8], status: Status = .ok) -> Response {
        Response(status, type: "application/json", body: body)
    }

    package static func text(_ text: String, status: Status = .ok) -> Response {
        Response(status, type: "text/plain; charset=utf-8", body: Array(text.utf8))
    }

    /// The response to every successful POST: a redirect to the result.
    package static func redirect(to location: String) -> Response {
        var response = Response(.seeOther, type: "text/plain; charset=utf-8", body: [])
        response.set("Location", location)
        return response
    }

    /// The browser has it already. Its tag has to be named once more.
    package static var notModified: Response {
        var response = Response(.notModified, type: "", body: [])
        response.headers = []
        return response
    }

    package mutating func set(_ name: String, _ value: String) {
        headers.append((name, value))
    }

    package func with(_ name: String, _ value: String) -> Response {
        var response = self
        response.set(name, value)
        return response
    }

    package func header(_ name: String) -> String? {
        headers.first { Self.isSame($0.name, name) }?.value
    }

    /// The names of headers are the same in any case. Most are spelled in one way.
    private static func isSame(_ name: String, _ other: String) -> Bool {
        name == other || name.utf8.count == other.utf8.count && name.lowercased() == other.lowercased()
    }
}
