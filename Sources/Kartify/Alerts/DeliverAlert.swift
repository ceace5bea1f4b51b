import Domain
import JSON
import Outbound
import Storage

enum AlertDelivery: Equatable {
    case delivered
    case failed(String)
    /// Another process is delivering it, or has just done so.
    case taken
}

extension World {
    /// Longer than a delivery can take, so that no alert is delivered twice.
    private static let alertLease = Span.minutes(1)

    /// Delivers an alert, unless another process does, and records the outcome.
    func deliver(_ alert: AlertRow) throws -> AlertDelivery {
        let now = clock()
        guard try database.write({ try $0.leaseAlert(alert, until: now + Self.alertLease, now: now) }) else {
            return .taken
        }
        let fault = try attempt(alert)
        if let fault { log.event("alert not delivered", at: now, ["alert": "\(alert.id)", "reason": .text(fault)]) }
        let end = clock()
        try database.write { try $0.recordAlertAttempt(alert.id, fault: fault, at: end) }
        return fault.map(AlertDelivery.failed) ?? .delivered
    }

    /// Delivers an alert to the address in the module's settings.
    ///
    /// - Returns: why it could not be delivered; nil when it was.
    private func attempt(_ alert: AlertRow) throws -> String? {
        let (settings, website, host) = try database.read { store in
            let website = try store.website(id: alert.websiteID)
            return (
                try store.alertSettings(of: alert.websiteID), website,
                try website.flatMap { try store.hosts(of: $0).first }
            )
        }
        guard let website, let target = settings?.target else { return "The module's settings have no alert address." }
        let letter = AlertLetter(
            website: website.name, cause: alert.cause.rawValue, message: alert.message,
            raisedAt: alert.raisedAt.rfc3339,
            link: origin(of: host) + alert.path)
        let fault =
            switch target {
            case .webhook(let url): post(letter.json, to: url)
            case .mail(let address):
                send(
                    Mail(
                        to: address, subject: "\(letter.website): \(letter.message)",
                        text: "\(letter.message)\n\n\(letter.link)\n"))
            }
        return fault?.reason
    }
}

private struct AlertLetter {
    let website: String
    let cause: String
    let message: String
    let raisedAt: String
    let link: String

    var json: [UInt8] {
        let document: JSONValue = [
            "website": .text(website), "cause": .text(cause), "message": .text(message),
            "raisedAt": .text(raisedAt), "link": .text(link),
        ]
        return document.bytes
    }
}
