import CFastCGI
import Crypto
import Domain
import Glibc
import Web

/// One request and its response in libfcgi.
struct Exchange {
    private let call: UnsafeMutablePointer<FCGX_Request>
    private let environment: Environment
    /// How long nginx says the body is.
    let bodyLength: Int

    init(_ call: UnsafeMutablePointer<FCGX_Request>) {
        self.call = call
        environment = Environment(call.pointee.envp)
        bodyLength = Int(environment["CONTENT_LENGTH"] ?? "") ?? 0
    }

    func request(now: Instant, readingBody: Bool) -> Request {
        Request(
            id: environment["REQUEST_ID"] ?? Base64.url.encode(randomBytes(12)),
            now: now,
            method: environment["REQUEST_METHOD"] ?? "GET",
            path: String((environment["REQUEST_URI"] ?? "/").prefix { $0 != "?" }),
            query: environment["QUERY_STRING"] ?? "",
            authority: environment["HTTP_HOST"] ?? "",
            isSecure: environment["HTTPS"] == "on",
            remoteAddress: environment["REMOTE_ADDR"] ?? "",
            headers: environment.headers,
            body: readingBody ? body(length: bodyLength) : [], isBodyUnread: !readingBody)
    }

    /// nginx limits the length (`client_max_body_size`) and buffers the whole body before it calls us.
    private func body(length: Int) -> [UInt8] {
        guard length > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            buffer.withMemoryRebound(to: CChar.self) { bytes in
                count = max(0, Int(FCGX_GetStr(bytes.baseAddress, Int32(bytes.count), call.pointee.in)))
            }
        }
    }

    func send(_ response: Response) {
        var head = "Status: \(response.status.rawValue) \(response.status.phrase)\r\n"
        // A line end in a value would begin another header.
        for (name, value) in response.headers where !value.contains(where: \.isNewline) {
            head += "\(name): \(value)\r\n"
        }
        let length = response.body.count + (response.file?.length ?? 0)
        if response.header("Content-Length") == nil { head += "Content-Length: \(length)\r\n" }
        head += "\r\n"
        write(Array(head.utf8))
        write(response.body)
        response.file?.eachPiece(write)
    }

    private func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { raw in
            _ = raw.withMemoryRebound(to: CChar.self) { FCGX_PutStr($0.baseAddress, Int32($0.count), call.pointee.out) }
        }
    }
}

/// The CGI variables of one request.
private struct Environment {
    private var values: [String: String] = [:]

    init(_ list: FCGX_ParamArray?) {
        guard var entry = list else { return }
        while let text = entry.pointee {
            if let equals = strchr(text, 61) {
                let name = UnsafeRawBufferPointer(start: text, count: equals - text)
                values[String(decoding: name, as: UTF8.self)] = String(cString: equals + 1)
            }
            entry += 1
        }
    }

    subscript(_ name: String) -> String? {
        values[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// `HTTP_USER_AGENT` becomes `user-agent`.
    var headers: [String: String] {
        var headers: [String: String] = ["content-type": values["CONTENT_TYPE"] ?? ""]
        for (name, value) in values where name.hasPrefix("HTTP_") {
            let bytes = name.utf8.dropFirst(5).map { byte in
                switch byte {
                case UInt8(ascii: "_"): UInt8(ascii: "-")
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
                default: byte
                }
            }
            headers[String(decoding: bytes, as: UTF8.self)] = value
        }
        return headers
    }
}
