import Domain
import Storage

/// Where a run stands. A run of a process that is gone says "interrupted", never "running".
enum RunState {
    case running, finished, interrupted, cancelled

    /// The words staff read.
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
    /// Longer than one order can take, so a run that lives has said so in the meantime.
    private static let silence = Span.seconds(60)

    func state(now: Instant) -> RunState {
        if finishedAt != nil { return fault != nil ? .interrupted : cancelledBy != nil ? .cancelled : .finished }
        return aliveAt < now - Self.silence ? .interrupted : .running
    }

    /// `the last 30 days`, `the last 6 h`.
    var window: String {
        "the last " + Span.hours(windowHours).words
    }
}
