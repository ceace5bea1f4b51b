import Domain
import Testing

struct ItemStatusTests {
    @Test func `every status has a title of its own`() {
        #expect(Set(ItemStatus.allCases.map(\.title)).count == ItemStatus.allCases.count)
    }
}

struct StatusGraphTests {
    @Test func `each step may follow any earlier one, and none may follow itself or a later one`() {
        for (earlierIndex, earlier) in ItemStatus.steps.enumerated() {
            for (laterIndex, later) in ItemStatus.steps.enumerated() {
                #expect(StatusGraph.allows(earlier, to: later) == (earlierIndex < laterIndex), "\(earlier) to \(later)")
            }
        }
    }

    @Test func `nothing follows a refund`() {
        for status in ItemStatus.allCases { #expect(!StatusGraph.allows(.refunded, to: status)) }
    }

    @Test func `only a refund follows a cancellation`() {
        for status in ItemStatus.allCases {
            #expect(StatusGraph.allows(.cancelled, to: status) == (status == .refunded), "\(status)")
        }
    }

    @Test func `what is delivered is neither cancelled nor undelivered any more`() {
        for status in [ItemStatus.cancelled, .undelivered, .rto, .outForDelivery] {
            #expect(!StatusGraph.allows(.delivered, to: status))
        }
        #expect(StatusGraph.allows(.delivered, to: .returnRequested))
    }

    @Test func `a step never lowers the rank, except a refund of what was cancelled`() {
        for status in ItemStatus.allCases {
            for next in ItemStatus.allCases where StatusGraph.allows(status, to: next) && status != .cancelled {
                #expect(StatusGraph.rank(status) <= StatusGraph.rank(next), "\(status) to \(next)")
            }
        }
    }

    @Test func `awaiting payment goes on to processing or is cancelled`() {
        #expect(StatusGraph.allows(.awaitingPayment, to: .processing))
        #expect(StatusGraph.allows(.awaitingPayment, to: .cancelled))
        #expect(!StatusGraph.allows(.processing, to: .awaitingPayment))
    }
}
