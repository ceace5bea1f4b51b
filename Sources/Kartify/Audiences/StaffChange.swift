import Domain
import Storage
import Web

/// A staff member's change to their current website: where, by whom, from where, and when.
struct StaffChange: Sendable {
    let websiteID: ID<Website>
    let staff: String
    let address: String
    let now: Instant
}

extension Staff {
    /// Makes a change in one transaction, which also writes the audit trail. Somebody whose session or rights were taken away
    /// since the request came in changes nothing.
    func change<Value: Sendable>(
        _ request: Request, in world: World,
        _ body: @escaping @Sendable (borrowing Transaction, StaffChange) throws -> Value
    ) throws -> Value {
        let (change, token) = (change(request), session.hash(world.key))
        return try world.database.write { store in
            guard let current = try store.staff(session: token, at: change.now) else {
                throw Refusal(.signInNeeded, "You have been signed out meanwhile.")
            }
            guard current.member == member, current.hasSecondFactor == hasSecondFactor else {
                throw Refusal(.conflict, "Your login was changed meanwhile, and nothing else was. Try again.")
            }
            return try body(store, change)
        }
    }

    func change(_ request: Request) -> StaffChange {
        StaffChange(websiteID: website.id, staff: member.username, address: request.remoteAddress, now: request.now)
    }

    /// Records what somebody is about to do, before it is done: whatever happens then, it is known who did it.
    func audit(_ action: String, of subject: String, _ request: Request, in world: World) throws {
        try change(request, in: world) { store, change in try store.audit(action, of: subject, change) }
    }
}

extension Transaction {
    /// Records a change in the audit trail.
    ///
    /// - Parameter thing: what was changed, where a form says what it showed of it.
    func audit(_ action: String, of subject: String, _ change: StaffChange, thing: String? = nil) throws {
        try audit(
            action, of: subject, by: change.staff, from: change.address, thing: thing, websiteID: change.websiteID,
            at: change.now)
    }
}
