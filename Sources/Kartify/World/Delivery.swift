import Domain
import JSON
import Outbound

/// Why something was not delivered.
struct DeliveryFault: Sendable {
    let reason: String
    /// Whether it never will be.
    var isFinal = false
}

extension World {
    /// Posts a document to a webhook.
    ///
    /// - Returns: why it was not taken; nil when it was.
    func post(_ document: [UInt8], _ headers: [String] = [], to url: APIURL) -> DeliveryFault? {
        do {
            let answer = try network.http.send(
                HTTPClient.Call(
                    post: url.text, headers: ["Content-Type: application/json", "User-Agent: Kartify/1.0"] + headers,
                    body: document, timeoutMilliseconds: network.patience.alert))
            guard !(200..<300).contains(answer.status) else { return nil }
            return DeliveryFault(
                reason: "The webhook answered HTTP \(answer.status).", isFinal: [400, 410, 422].contains(answer.status))
        } catch {
            return DeliveryFault(reason: "The webhook could not be reached (\(error.reason)).")
        }
    }

    /// Hands a mail to the mail server.
    ///
    /// - Returns: why it was not taken; nil when it was.
    func send(_ mail: Mail) -> DeliveryFault? {
        guard let server = network.mail else {
            return DeliveryFault(
                reason: "No mail server is set. Start Kartify with KARTIFY_SMTP and KARTIFY_MAIL_FROM.")
        }
        do {
            try server.send(mail, at: clock())
            return nil
        } catch {
            return DeliveryFault(reason: "The mail could not be sent (\(error.reason)).", isFinal: error.isFinal)
        }
    }

    func origin(of host: String?) -> String {
        "\(network.scheme)://\(host ?? "localhost")\(network.port)"
    }
}
