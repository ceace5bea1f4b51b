import Domain

/// The headers of a request, wherever they stand.
package protocol HeaderFields: Sendable {
    /// A header's value by its lower-case name.
    func header(_ name: String) -> String?
}

extension [String: String]: HeaderFields {
    package func header(_ name: String) -> String? { self[name] }
}

/// One HTTP request with its raw body, over which a signature is checked.
package struct Request: Sendable {
    /// The request's id in the response, in the log and on an error page.
    package let id: String
    /// When it was received: the time for everything that it does.
    package let now: Instant
    /// As the client sent it, `GET` or anything else.
    package let method: String
    /// The path, still percent-encoded, without the query.
    package let path: String
    /// The query, without `?`.
    package let query: Fields
    /// The `Host` header in lower case, without the port.
    package let host: String
    /// Everything behind `https?://`, port included, for links that leave the page.
    package let authority: String
    package let isSecure: Bool
    package let remoteAddress: String
    package private(set) var body: [UInt8]
    /// Whether the body was left unread, because it is too large or too many large ones are being read.
    package let isBodyUnread: Bool
    private let headers: any HeaderFields
    private var pathValues: [(name: String, value: String)] = []

    package init(
        id: String, now: Instant, method: String, path: String, query: String = "", authority: String,
        isSecure: Bool = false, remoteAddress: String = "127.0.0.1", headers: any HeaderFields = [String: String](),
        body: [UInt8] = [],
        isBodyUnread: Bool = false
    ) {
        self.id = id
        self.now = now
        self.method = method
        self.path = path
        self.query = Fields(urlEncoded: query)
        self.authority = authority
        self.host = Self.hostWithoutPort(authority.lowercased())
        self.isSecure = isSecure
        self.remoteAddress = remoteAddress
        self.headers = headers
        self.body = body
        self.isBodyUnread = isBodyUnread
    }

    package func header(_ name: String) -> String? {
        headers.header(name)
    }

    /// A named piece of the path: `:number` in the route's pattern. A name the pattern does not have is a fault of ours.
    package func path(_ name: String) -> String {
        guard let value = pathValues.first(where: { $0.name == name })?.value else {
            preconditionFailure("the route has no :\(name)")
        }
        return value
    }

    /// A piece of the path as the id of a row.
    package func id<Entity>(_ name: String, of thing: String) throws(Refusal) -> ID<Entity> {
        guard let id = ID<Entity>(path(name)) else { throw .notFound(thing) }
        return id
    }

    /// Whether a posted form is too large to decode: a body of separators alone would grow a hundredfold.
    /// A form with files has limits of its own.
    package var hasOversizedForm: Bool {
        guard mediaType != "multipart/form-data" else { return false }
        return body.count > Self.largestForm || body.count { $0 == UInt8(ascii: "&") } >= Fields.limit
    }

    private static let largestForm = 64 << 10

    /// The body as a posted form, with or without files; a malformed multipart form, or what is no form, has no fields.
    package var form: Fields {
        switch mediaType {
        case "application/x-www-form-urlencoded": Fields(urlEncoded: String(decoding: body, as: UTF8.self))
        case "multipart/form-data": Fields(Multipart(body, contentType: header("content-type") ?? "")?.fields ?? [])
        default: .none
        }
    }

    /// The file of a posted form; nil when there is none.
    package func file(_ name: String) -> UploadedFile? {
        guard mediaType == "multipart/form-data" else { return nil }
        let found = Multipart(body, contentType: header("content-type") ?? "")?.files.first { $0.name == name }?.file
        // A browser sends a field without a file as one without a name.
        return found?.name.isEmpty == false ? found : nil
    }

    /// The files of a posted form under one name, in the order in which they were chosen.
    package func files(_ name: String) -> [UploadedFile] {
        guard mediaType == "multipart/form-data" else { return [] }
        let files = Multipart(body, contentType: header("content-type") ?? "")?.files ?? []
        return files.filter { $0.name == name && !$0.file.name.isEmpty }.map(\.file)
    }

    /// The value of a cookie. Over TLS only the one that was set over TLS is read.
    package func cookie(_ name: String) -> String? {
        guard var cookies = header("cookie") else { return nil }
        let name = Cookie.sentName(of: name, isSecure: isSecure).utf8
        return cookies.withUTF8 { bytes in
            for pair in bytes.split(separator: UInt8(ascii: ";")) {
                let pair = pair.drop { $0 == UInt8(ascii: " ") }
                let value = pair.dropFirst(name.count)
                guard value.first == UInt8(ascii: "="), pair.starts(with: name) else { continue }
                return String(decoding: value.dropFirst(), as: UTF8.self)
            }
            return nil
        }
    }

    /// The media type of the body, without parameters, in lower case.
    package var mediaType: String {
        let type = (header("content-type") ?? "").utf8.prefix { $0 != UInt8(ascii: ";") }
        return Substring(type).trimmed.lowercased()
    }

    /// The same request with another form.
    package func with(form fields: [(name: String, value: String)]) -> Request {
        var request = self
        request.body = Array(Fields(fields).urlEncoded.utf8)
        return request
    }

    func with(pathValues: [(name: String, value: String)]) -> Request {
        var request = self
        request.pathValues = pathValues
        return request
    }

    private static func hostWithoutPort(_ authority: String) -> String {
        guard let colon = authority.utf8.lastIndex(of: UInt8(ascii: ":")), authority.utf8.last != UInt8(ascii: "]")
        else {
            return authority
        }
        return String(authority[..<colon])
    }
}
