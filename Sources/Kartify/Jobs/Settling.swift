import Domain
import Storage

/// Asks the OMS again about cancellations and returns without a clear answer, with the same references; after an hour it gives up.
struct Settling {
    let world: World

    func run() throws -> String {
        let now = world.clock()
        let (cancellations, returns) = try world.database.read { store in
            (try store.openCancellations(now: now), try store.openReturns(now: now))
        }
        var asked = 0
        var givenUp = 0
        var failed = 0
        func settle(_ request: OpenRequest, ask: () throws -> Void, giveUp: () throws -> Void) {
            guard !world.background.isStopping else { return }
            let step = SettlingRule.step(
                requestedAt: request.requestedAt, lastTryAt: request.lastTryAt, attempts: request.attempts, now: now)
            do {
                switch step {
                case .wait: break
                case .ask:
                    asked += 1
                    try answeredMeanwhile(ask)
                case .giveUp:
                    givenUp += 1
                    try giveUp()
                }
            } catch {
                // One that fails does not hold up those behind it.
                failed += 1
                world.log.fault(error, at: now, ["job": Job.settleRequests.rawValue, "order": "\(request.orderID)"])
            }
        }
        for request in cancellations {
            settle(request) {
                _ = try world.cancelAgain(ofOrder: request.orderID, now: world.clock())
            } giveUp: {
                _ = try world.database.write { try $0.endCancellation(ofOrder: request.orderID, .givenUp, now: now) }
            }
        }
        for request in returns {
            settle(request) {
                _ = try world.takeBackAgain(ofOrder: request.orderID, now: world.clock())
            } giveUp: {
                _ = try world.database.write { try $0.endReturn(ofOrder: request.orderID, .givenUp, now: now) }
            }
        }
        guard asked + givenUp > 0 else { return "Nothing to settle." }
        return "\(asked) asked again, \(givenUp) given up" + (failed == 0 ? "." : "; \(failed) failed, see the log.")
    }

    /// The customer may have pressed the button at the same moment: then it is settled by that.
    private func answeredMeanwhile(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch is Refusal {
            return
        }
    }
}
