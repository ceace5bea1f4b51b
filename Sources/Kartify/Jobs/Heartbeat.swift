import Dispatch
import Domain

/// Reports every few seconds that some work is still running, so that a dead process is soon noticed.
enum Heartbeat {
    private static let pause = DispatchTimeInterval.seconds(5)

    /// Runs the body, and beats from another thread until it is over.
    static func whileRunning<Value>(_ beat: @escaping @Sendable () -> Void, _ body: () throws -> Value) rethrows
        -> Value
    {
        let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "kartify.heartbeat"))
        timer.schedule(deadline: .now() + pause, repeating: pause)
        timer.setEventHandler(handler: Trace.carried(beat))
        timer.activate()
        defer { timer.cancel() }
        return try body()
    }
}
