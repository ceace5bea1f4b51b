import Domain
import Storage

struct MessageLine: Encodable, Sendable {
    let at: String
    let what: String
    let channel: String
    let recipient: String
    let outcome: String
    let isBad: Bool
    let fault: String?

    init(_ message: MessageRow) {
        at = message.createdAt.istWithSeconds
        what = message.kind.title
        channel = message.channel.title
        recipient = message.recipient
        isBad = message.state == .failed || message.state == .givenUp
        fault = message.fault
        outcome =
            switch message.state {
            case .waiting where message.attempts == 0: "to be sent"
            case .waiting: "to be sent again at \(message.nextAt.ist)"
            case .sent: "sent at \((message.sentAt ?? message.createdAt).ist)"
            case .failed: "refused"
            case .givenUp: "given up after \(counted(message.attempts, "try", "tries"))"
            }
    }
}
