import Domain
import Storage

/// The state of a run. A run whose process died is "interrupted", never "running".
enum RunState {
    case running, finished, interrupted, cancelled

    var title: String {
        switch self {
        case .running: "Running"
        case .finished: "Finished"
        case .interrupted: "Interrupted"
        case .cancelled: "Cancelled"
        }
    }
}

extension JobRun {

    func state(now: Instant) -> RunState {
        if finishedAt != nil { return fault != nil ? .interrupted : cancelledBy != nil ? .cancelled : .finished }
        return aliveAt >= now - Lease.run.span && aliveAt <= .latestBelieved(at: now) ? .running : .interrupted
    }

    /// What is said of refused orders that a run has not tried; nil when there are none.
    static func words(ofUntried count: Int) -> String? {
        count == 0 ? nil : "\(counted(count, "refused order was", "refused orders were")) not tried."
    }

    /// What was chosen for it without being to be pushed, if anything.
    var leftOutWords: String? {
        guard leftOut > 0 else { return nil }
        return
            "\(counted(leftOut, "chosen order was", "chosen orders were")) left out: pushed before, not paid, or cancelled."
    }

    /// What it left to another run, if anything.
    var heldWords: String? {
        held == 0 ? nil : "\(counted(held, "order is", "orders are")) being pushed by another run."
    }

    /// `the last 30 days`, `the last 6 h`.
    var window: String {
        subject ?? "the last " + Span.hours(windowHours).words
    }
}
