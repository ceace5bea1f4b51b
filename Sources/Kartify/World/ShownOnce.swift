import Domain
import Synchronization
import Web

/// What a form has found out, for the page that its sender is led to: shown once, in the same session, within a minute. It is in memory
/// and nowhere else, so that nobody comes by it with the address later, and a reload sends nothing again.
final class ShownOnce: Sendable {
    private struct Finding {
        let session: String
        let value: any Sendable
        let until: Instant
    }

    private let findings = Mutex<[String: Finding]>([:])
    private static let lifetime = Span.minutes(1)
    private static let limit = 1000

    /// Keeps a value for the next page of a session.
    ///
    /// - Returns: its name in the address of that page.
    func keep(_ value: some Sendable, for session: BrowserToken, now: Instant) -> String {
        let name = BrowserToken.random().cookieValue
        findings.withLock { findings in
            findings = findings.filter { $0.value.until.isAhead(of: now, atMost: Self.lifetime) }
            // Each is a press of somebody who is signed in; beyond so many the page is shown without it.
            guard findings.count < Self.limit else { return }
            findings[name] = Finding(session: session.cookieValue, value: value, until: now + Self.lifetime)
        }
        return name
    }

    /// The value that a session's page is to show; nil when it was shown before, is too old, or is another session's.
    func take<Value: Sendable>(_ name: String, for session: BrowserToken, now: Instant) -> Value? {
        findings.withLock { findings in
            guard let finding = findings[name], finding.session == session.cookieValue,
                let value = finding.value as? Value
            else { return nil }
            findings[name] = nil
            return finding.until.isAhead(of: now, atMost: Self.lifetime) ? value : nil
        }
    }
}
