import Domain
import Outbound

extension World {
    /// Calls Kartify, waits for the answer, and saves both.
    ///
    /// - Parameter proof: the lines of the head that say who we are.
    func send(
        _ body: [UInt8], to path: String, of shop: Shop, proof: [String], press: String, order: String? = nil,
        title: String
    ) throws {
        let start = clock()
        let headers =
            ["Content-Type: application/json", "Accept: application/json", "User-Agent: ArvindSandbox/1.0"]
            + proof
        let call = HTTPClient.Call(post: shop.url(path), headers: headers, body: body, timeoutMilliseconds: 10_000)
        var status: Int?
        let response: String
        do {
            let answer = try http.send(call)
            status = answer.status
            response = String(decoding: answer.body, as: UTF8.self)
        } catch {
            response = "No answer: \(error.reason)."
        }
        let sent = SentCall(
            press: press, channel: shop.channelId, orderNumber: order, at: start, title: title, status: status,
            milliseconds: Int((clock() - start).milliseconds), request: String(decoding: body, as: UTF8.self),
            response: response)
        try database.write { try $0.keep(sent) }
    }
}
