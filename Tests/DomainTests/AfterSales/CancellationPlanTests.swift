import Domain
import Testing

/// What is done about a cancellation of lines 1 and 2: open request × lease × push.
struct CancellationPlanTests {
    private enum Lease: CaseIterable {
        case none, ended, running

        var end: Instant? {
            switch self {
            case .none: nil
            case .ended: noon
            case .running: noon + .seconds(1)
            }
        }
    }

    private func push(
        _ state: PushState, attempts: Int = 0, lease: Lease = .none, wasUnclear: Bool = false
    ) -> PushProgress {
        PushProgress(
            state: state, attempts: attempts, reason: nil, nextAt: noon, acknowledgedAt: nil, omsOrderID: nil,
            leaseUntil: lease.end, wasUnclear: wasUnclear)
    }

    private func plan(_ push: PushProgress, open: (lines: Set<ID<OrderLine>>, leaseUntil: Instant?)? = nil)
        -> CancellationPlan
    {
        CancellationPlan([1, 2], of: push, open: open, now: noon)
    }

    @Test func `another open cancellation comes first, whatever else is so`() {
        for state in PushState.allCases {
            for lease in Lease.allCases {
                let other: (Set<ID<OrderLine>>, Instant?) = ([1], lease.end)
                #expect(plan(push(state, attempts: 1, lease: lease), open: other) == .confirming)
            }
        }
    }

    @Test(arguments: PushState.allCases)
    func `the same one is asked again, by one caller at a time`(state: PushState) {
        let plans = Lease.allCases.map { lease in
            plan(push(state, attempts: 1), open: ([2, 1], lease.end))
        }
        #expect(plans == [.askAgain, .askAgain, .busy])
    }

    @Test func `without an open one, it goes by where the order is`() {
        let table: [(PushProgress, CancellationPlan)] = [
            (push(.unpaid), .cancelHere), (push(.withdrawn), .cancelHere), (push(.refused, attempts: 1), .cancelHere),
            (push(.refused, attempts: 2, wasUnclear: true), .ask), (push(.waiting), .cancelHere),
            (push(.waiting, lease: .running), .busy), (push(.waiting, attempts: 1, lease: .running), .busy),
            (push(.waiting, lease: .ended), .settlePush), (push(.waiting, attempts: 1), .settlePush),
            (push(.pushed, attempts: 1), .ask), (push(.pushed, lease: .running), .ask),
        ]
        for (push, expected) in table { #expect(plan(push) == expected, "\(push)") }
    }
}
