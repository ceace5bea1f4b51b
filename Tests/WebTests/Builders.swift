import Domain
import Web

/// 23 Nov 2026, 10:00 in India: when everything happens unless a test says otherwise.
let noon = Instant(milliseconds: 1_795_408_200_000)

func aRequest(
    _ method: String = "GET", _ path: String = "/", query: String = "", authority: String = "brand.example",
    isSecure: Bool = false, headers: [String: String] = [:], body: String = ""
) -> Request {
    Request(
        id: "r1", now: noon, method: method, path: path, query: query, authority: authority,
        isSecure: isSecure, headers: headers, body: Array(body.utf8))
}

extension Response {
    var text: String { String(decoding: body, as: UTF8.self) }
}
