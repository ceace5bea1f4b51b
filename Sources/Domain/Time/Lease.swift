/// How long something is held by whoever works on it. A process that dies in the middle loses it when the time is over.
package enum Lease: Sendable {
    /// An order that is being pushed: longer than a call can take, so that nobody else pushes it while the answer may still come.
    case push
    /// A cancellation or return that the OMS is being asked about. A person waits for the answer, and one call of a page ends
    /// within 5 seconds; whoever presses again in the meantime is asked to wait half a minute.
    case request
    /// A job, whose process says every few seconds that it lives: after some that were missed, another process takes it over.
    case job
    /// A run of the push: it says every few seconds that it lives. Once it is silent for this long, its page says "interrupted".
    case run
    /// A message to a customer that is being sent: longer than a server of mails takes to accept it.
    case message

    package var span: Span {
        switch self {
        case .push, .message: .minutes(2)
        case .request, .job: .seconds(30)
        case .run: .seconds(20)
        }
    }

    package func end(from now: Instant) -> Instant { now + span }
}
