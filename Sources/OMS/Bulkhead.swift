import Dispatch
import Synchronization

/// Limits the callers at once, in all and per key; others are refused instead of waiting for long. A worker that
/// waits for the OMS serves nobody else.
package final class Bulkhead: Sendable {
    private struct Line {
        var callers = 0
        /// When somebody last came in or went out.
        var movedAt = ContinuousClock.now
    }

    private struct State {
        var lines: [String: Line] = [:]
        var waiting: [DispatchSemaphore] = []
    }

    private enum Turn {
        case entered, refused, waits(until: ContinuousClock.Instant)
    }

    private let state = Mutex(State())
    private let limit: Int
    private let patience: Duration

    /// - Parameter patience: how long callers wait for a place in a line that moves; in one where nobody has come or gone for
    ///   so long, they are refused at once.
    package init(limit: Int, patience: Duration = .zero) {
        self.limit = limit
        self.patience = patience
    }

    /// The limit per key: a website whose OMS hangs leaves room for the others.
    private var limitOfLine: Int { (limit * 3 + 3) / 4 }

    /// Runs the body; nil when the limit is reached.
    package func enter<Value>(_ line: String, _ body: () throws -> Value) rethrows -> Value? {
        let end = ContinuousClock.now + patience
        while true {
            let place = DispatchSemaphore(value: 0)
            switch turn(in: line, until: end, place) {
            case .entered:
                defer { leave(line) }
                return try body()
            case .refused: return nil
            case .waits(let moment):
                let nanoseconds = (moment - .now) / .nanoseconds(1)
                _ = place.wait(timeout: .now() + .nanoseconds(Int(max(0, nanoseconds))))
            }
        }
    }

    private func turn(in name: String, until end: ContinuousClock.Instant, _ place: DispatchSemaphore) -> Turn {
        state.withLock { state in
            let now = ContinuousClock.now
            var line = state.lines[name] ?? Line()
            if state.lines.values.reduce(0, { $0 + $1.callers }) < limit, line.callers < limitOfLine {
                line.callers += 1
                line.movedAt = now
                state.lines[name] = line
                return .entered
            }
            let moment = min(end, line.movedAt + patience)
            guard now < moment else { return .refused }
            state.waiting.append(place)
            return .waits(until: moment)
        }
    }

    private func leave(_ name: String) {
        let waiting = state.withLock { state in
            if let line = state.lines[name] {
                state.lines[name] = line.callers > 1 ? Line(callers: line.callers - 1) : nil
            }
            defer { state.waiting = [] }
            return state.waiting
        }
        for place in waiting { place.signal() }
    }
}
