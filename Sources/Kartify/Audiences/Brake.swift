import Domain
import Web

extension World {
    /// Lets a visitor do it, unless they or their address did it too often lately.
    func brake(_ deed: Brakes.Deed, _ request: Request, _ visitor: Visitor) throws {
        let people = ["browser \(visitor.owner)"] + (visitor.account.map { ["account \($0.id)"] } ?? [])
        guard
            let wait = brakes.take(
                deed, from: networkAddress(of: request.remoteAddress), by: people, now: request.now)
        else { return }
        let seconds = Int((wait.milliseconds + 999) / 1000)
        throw Overload(
            message:
                "That was done very often from here in a short time. Nothing was changed; wait \(counted(seconds, "second")), then try again.",
            retryAfter: seconds, status: .tooManyRequests)
    }
}
