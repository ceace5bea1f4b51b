import Domain
import Outbound

extension World {
    /// Calls Kartify, waits for the answer, and saves both.
    ///
    /// - Parameter payment: the payment gateway's signature, which alone proves its calls.
    func send(
        _ body: [UInt8], to path: String, of shop: Shop, webhook: String? = nil, payment: String? = nil, press: String,
        order: String? = nil,
        title: String
    ) throws {
        let start = clock()
        let headers =
            ["Content-Type: application/json", "Accept: application/json", "User-Agent: ArvindSandbox/1.0"]
            + [payment.map { "X-Payment-Signature: \($0)" } ?? shop.authorization]
            + (webhook.map { shop.signature(of: body, id: $0, at: start) } ?? [])
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
