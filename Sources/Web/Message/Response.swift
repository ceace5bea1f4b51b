/// One HTTP answer.
public struct Response: Sendable {
    /// Its status.
    public var status: Status
    /// Its headers, in order; a name may come twice (`Set-Cookie`).
    public var headers: [(name: String, value: String)]
    /// Its body.
    public var body: [UInt8]

    /// An answer with a body of some media type.
    public init(_ status: Status = .ok, type: String, body: [UInt8]) {
        self.status = status
        self.headers = [("Content-Type", type)]
        self.body = body
    }

    /// A page.
    public static func html(_ body: [UInt8], status: Status = .ok) -> Response {
        Response(status, type: "text/html; charset=utf-8", body: body)
    }

    /// A JSON document that has been written already.
    public static func json(_ body: [UInt8], status: Status = .ok) -> Response {
        Response(status, type: "application/json", body: body)
    }

    /// Plain text.
    public static func text(_ text: String, status: Status = .ok) -> Response {
        Response(status, type: "text/plain; charset=utf-8", body: Array(text.utf8))
    }

    /// The answer to every POST that did something: see the result over there.
    public static func redirect(to location: String) -> Response {
        var response = Response(.seeOther, type: "text/plain; charset=utf-8", body: [])
        response.set("Location", location)
        return response
    }

    /// Adds a header.
    public mutating func set(_ name: String, _ value: String) {
        headers.append((name, value))
    }

    /// The same answer with one more header.
    public func with(_ name: String, _ value: String) -> Response {
        var response = self
        response.set(name, value)
        return response
    }

    /// A header's value.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
