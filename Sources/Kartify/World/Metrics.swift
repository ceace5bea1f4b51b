import Storage
import Synchronization

/// Counts of what this process has answered, for `/metrics`.
final class Metrics: Sendable {
    private struct Counts {
        var requests: [Int: Int] = [:]
        var milliseconds = 0
        var refusedPayments = 0
    }

    /// Each thread has its own, nearly always: one for all would be a lock that every request waits for.
    private final class Share: Sendable {
        let counts = Mutex(Counts())
    }

    private let shares = (0..<32).map { _ in Share() }

    func answered(status: Int, milliseconds: Int) {
        count {
            $0.requests[status, default: 0] += 1
            $0.milliseconds += milliseconds
        }
    }

    /// News of a payment came without the gateway's signature.
    func refusedPayment() {
        count { $0.refusedPayments += 1 }
    }

    private func count(_ step: (inout Counts) -> Void) {
        shares[ThreadNumber.current % shares.count].counts.withLock { step(&$0) }
    }

    /// Prometheus text.
    var text: String {
        let now = shares.map { $0.counts.withLock { $0 } }.reduce(into: Counts()) { sum, share in
            sum.requests.merge(share.requests, uniquingKeysWith: +)
            sum.milliseconds += share.milliseconds
            sum.refusedPayments += share.refusedPayments
        }
        var lines = [
            "# HELP kartify_requests_total Requests answered, by HTTP status.", "# TYPE kartify_requests_total counter",
        ]
        for (status, count) in now.requests.sorted(by: { $0.key < $1.key }) {
            lines.append("kartify_requests_total{status=\"\(status)\"} \(count)")
        }
        lines += [
            "# HELP kartify_request_milliseconds_total Time spent answering.",
            "# TYPE kartify_request_milliseconds_total counter",
            "kartify_request_milliseconds_total \(now.milliseconds)",
            "# HELP kartify_payments_refused_total News of payments whose signature was wrong.",
            "# TYPE kartify_payments_refused_total counter",
            "kartify_payments_refused_total \(now.refusedPayments)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}
