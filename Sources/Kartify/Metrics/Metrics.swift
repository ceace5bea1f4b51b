import Domain
import Storage
import Synchronization

/// What this process has done since its start, for `/metrics`.
final class Metrics: Sendable {
    struct Counts: Sendable {
        var begun = 0
        var ended = 0
        var answers: [Answered: Int] = [:]
        var durations: [RouteArea: Histogram] = [:]
        var calls: [Called: Int] = [:]
        var callDurations: [CallKind: Histogram] = [:]
        var refusedPayments = 0

        fileprivate mutating func add(_ other: Counts) {
            begun += other.begun
            ended += other.ended
            refusedPayments += other.refusedPayments
            answers.merge(other.answers, uniquingKeysWith: +)
            calls.merge(other.calls, uniquingKeysWith: +)
            for (area, histogram) in other.durations { durations[area, default: .durations].add(histogram) }
            for (kind, histogram) in other.callDurations { callDurations[kind, default: .durations].add(histogram) }
        }
    }

    struct Answered: Hashable, Sendable {
        let area: RouteArea
        let status: Int
    }

    struct Called: Hashable, Sendable {
        let kind: CallKind
        let outcome: CallOutcome
    }

    /// Each thread has its own, nearly always: one for all would be a lock that every request waits for.
    private final class Share: Sendable {
        let counts = Mutex(Counts())
    }

    private let shares = (0..<32).map { _ in Share() }

    func began() {
        count { $0.begun += 1 }
    }

    /// - Parameter microseconds: the time from the request to its answer.
    func answered(path: String, status: Int, microseconds: Int) {
        let area = RouteArea(path: path)
        count {
            $0.ended += 1
            $0.answers[Answered(area: area, status: status), default: 0] += 1
            $0.durations[area, default: .durations].add(microseconds)
        }
    }

    func called(_ kind: CallKind, _ outcome: CallOutcome, took: Span) {
        count {
            $0.calls[Called(kind: kind, outcome: outcome), default: 0] += 1
            $0.callDurations[kind, default: .durations].add(Int(took.milliseconds) * 1000)
        }
    }

    /// News of a payment came without the gateway's signature.
    func refusedPayment() {
        count { $0.refusedPayments += 1 }
    }

    private func count(_ step: (inout Counts) -> Void) {
        shares[ThreadNumber.current % shares.count].counts.withLock { step(&$0) }
    }

    var total: Counts {
        shares.map { $0.counts.withLock { $0 } }.reduce(into: Counts()) { $0.add($1) }
    }
}
