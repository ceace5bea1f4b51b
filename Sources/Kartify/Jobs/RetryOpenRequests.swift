import Domain
import Storage

/// Asks the OMS again about cancellations and returns without a clear answer, with the same references; after an hour it gives up.
struct RetryOpenRequests {
    let world: World

    func run() throws -> String {
        let now = world.clock()
        let requests = try world.database.read { store in
            try RequestKind.allCases.flatMap { try store.openRequests($0, now: now) }
        }
        var asked = 0
        var givenUp = 0
        var failed = 0
        for request in requests where !world.background.isStopping {
            do {
                switch RetryRule.step(
                    requestedAt: request.requestedAt, lastTryAt: request.answeredAt ?? request.requestedAt,
                    attempts: request.attempts, now: now)
                {
                case .wait: break
                case .ask:
                    asked += 1
                    // The customer may have pressed the button at the same moment: that settles it.
                    _ = try world.retry(request.kind, ofOrder: request.orderID, now: world.clock())
                case .giveUp:
                    givenUp += 1
                    try world.database.write { try $0.giveUp(request, at: now) }
                }
            } catch {
                // A failure does not hold up the next ones.
                failed += 1
                world.log.fault(error, at: now, ["order": "\(request.orderID)"])
            }
        }
        guard asked + givenUp > 0 else { return "Nothing to settle." }
        return "\(asked) asked again, \(givenUp) given up" + (failed == 0 ? "." : "; \(failed) failed, see the log.")
    }
}

extension Transaction {
    /// Ends a request that has no clear answer after all this time, and queues a message to its customer.
    fileprivate func giveUp(_ request: RequestRow, at now: Instant) throws {
        guard try endRequest(request.kind, ofOrder: request.orderID, .givenUp, now: now),
            let order = try order(id: request.orderID)
        else { return }
        let facts = MessageFacts(
            request: request.kind.rawValue, reference: request.reference,
            reason: "Our warehouse has not answered. Please try again, or contact us.")
        try notify(.requestRefused, of: order, about: request.reference, facts, at: now)
    }
}
