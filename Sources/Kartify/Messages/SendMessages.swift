import Domain
import Outbound
import Storage

/// Sends the messages that wait.
///
/// A try is leased and counted before it is made, and what was sent is never tried again. Should the process die after the server has
/// taken a message and before that is written down, nobody can know: the message is sent once more, under the same `Message-ID` or
/// `webhook-id`, by which servers and providers recognise a repetition.
struct SendMessages {
    let world: World
    private static let batch = 200
    /// So many failures in a row mean that nobody answers: the rest waits for the next run.
    private static let patience = 3

    func run() throws -> String {
        let now = world.clock()
        var sent = 0
        var failures = 0
        for message in try world.database.read({ try $0.messagesToSend(at: now, limit: Self.batch) }) {
            guard !world.background.isStopping, failures < Self.patience else { break }
            switch try send(message) {
            case .sent:
                sent += 1
                failures = 0
            case .waiting: failures += 1
            case .failed, .givenUp, nil: break
            }
        }
        return sent == 0 ? "Nothing sent." : "\(counted(sent, "message")) sent."
    }

    /// - Returns: what has become of it; nil when another process has it.
    private func send(_ message: MessageRow) throws -> MessageState? {
        let now = world.clock()
        let isMine = try world.database.write(for: message.websiteID) { try $0.leaseMessage(message, now: now) }
        guard isMine else { return nil }
        let fault: DeliveryFault?
        do {
            fault = try deliver(message, now)
        } catch {
            // One message that cannot be written holds up no other.
            world.log.fault(error, at: now, ["message": "\(message.id)"])
            fault = DeliveryFault(reason: "It could not be written; see the log.")
        }
        let end = world.clock()
        let next = end + MessageRule.pause(afterAttempts: message.attempts + 1)
        let state = state(after: fault, next: next, of: message)
        if let fault {
            world.log.event(
                "message not sent", at: end,
                [
                    "message": "\(message.id)", "kind": .text(message.kind.rawValue),
                    "to": .text(masked(message.recipient)), "reason": .text(fault.reason),
                ])
        }
        try world.database.write(for: message.websiteID) {
            try $0.recordMessageAttempt(message.id, state, fault: fault?.reason, next: next, at: end)
        }
        return state
    }

    private func state(after fault: DeliveryFault?, next: Instant, of message: MessageRow) -> MessageState {
        guard let fault else { return .sent }
        if fault.isFinal { return .failed }
        return next > message.createdAt + message.kind.lifetime ? .givenUp : .waiting
    }

    private func deliver(_ message: MessageRow, _ now: Instant) throws -> DeliveryFault? {
        let (settings, sealed) = try world.database.read { try $0.messageSettings(of: message.websiteID) }
        guard message.kind.isForStaff || settings.sends(message.channel) else {
            return DeliveryFault(reason: "This website does not send \(message.channel.title) any more.", isFinal: true)
        }
        guard let letter = try world.letter(message) else {
            return DeliveryFault(reason: "What it is about is gone.", isFinal: true)
        }
        switch message.channel {
        case .mail: return try mail(letter, message)
        case .sms: return world.sendText(letter, of: message, settings, sealed, now)
        }
    }

    private func mail(_ letter: Letter, _ message: MessageRow) throws -> DeliveryFault? {
        guard let recipient = EmailAddress(message.recipient) else {
            return DeliveryFault(reason: "The address is none.", isFinal: true)
        }
        return world.send(
            Mail(
                to: recipient, from: letter.website, subject: letter.subject, text: letter.text,
                html: try letter.html(world.templates), id: message.publicID(world.key)))
    }
}

/// `a…@example.com` or `…10`: enough to know whose it may be.
func masked(_ recipient: String) -> String {
    guard let at = recipient.lastIndex(of: "@") else { return "…\(recipient.suffix(2))" }
    return "\(recipient.prefix(1))…\(recipient[at...])"
}
