import Domain
import Storage
import Synchronization

/// Whether the store takes writes. The answer is kept for a second: whoever asks cannot keep the disk busy with it.
final class Readiness: Sendable {
    private let last = Mutex<(at: Instant, fault: String?)?>(nil)
    private static let lifetime = Span.seconds(1)

    /// What is wrong; nil when a row was just written.
    func fault(of database: Database, now: Instant) -> String? {
        last.withLock { last in
            if let last, last.at <= now, now < last.at + Self.lifetime { return last.fault }
            let fault: String?
            do {
                try database.checkWriting()
                fault = nil
            } catch {
                fault = "\(error)"
            }
            last = (now, fault)
            return fault
        }
    }
}
