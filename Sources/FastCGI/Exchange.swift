import CFastCGI
import Crypto
import Domain
import Glibc
import Web

/// One request and its response in libfcgi.
struct Exchange {
    private let call: UnsafeMutablePointer<FCGX_Request>
    private let variables: Variables
    /// How long nginx says the body is.
    let bodyLength: Int

    init(_ call: UnsafeMutablePointer<FCGX_Request>) {
        self.call = call
        variables = Variables(call.pointee.envp)
        bodyLength = Int(variables["CONTENT_LENGTH"] ?? "") ?? 0
    }

    func request(now: Instant, readingBody: Bool) -> Request {
        Request(
            id: variables["REQUEST_ID"] ?? Base64.url.encode(randomBytes(12)),
            now: now,
            method: variables["REQUEST_METHOD"] ?? "GET",
            path: String(Substring((variables["REQUEST_URI"] ?? "/").utf8.prefix { $0 != UInt8(ascii: "?") })),
            query: variables["QUERY_STRING"] ?? "",
            authority: variables["HTTP_HOST"] ?? "",
            isSecure: variables["HTTPS"] == "on",
            remoteAddress: variables["REMOTE_ADDR"] ?? "",
            headers: variables,
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

    /// Sends the answer with one write, and ends the request.
    ///
    /// libfcgi would write every 8 KiB, and read until nginx closes: where the whole body was read there is nothing to wait for.
    func finish(with response: Response, isBodyRead: Bool) {
        var records = Records(to: UInt16(truncatingIfNeeded: call.pointee.requestId))
        records.add(response)
        response.file?.eachPiece { piece in
            records.write(to: call.pointee.ipcFd)
            records.add(piece[...])
        }
        records.addEnd()
        records.write(to: call.pointee.ipcFd)
        // The record that ends the body is still there: closed with it unread, the connection would be reset.
        if isBodyRead && FCGX_GetChar(call.pointee.in) < 0 { FCGX_Detach(call) }
        FCGX_Free(call, 1)
    }
}
