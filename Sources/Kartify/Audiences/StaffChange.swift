import Domain
import Storage
import Web

/// A staff member's change to their current website: where, by whom, and when.
struct StaffChange: Sendable {
    let websiteID: ID<Website>
    let staff: String
    let now: Instant
}

extension Staff {
    /// Makes a change in one transaction, which also writes the audit trail.
    func change<Value: Sendable>(
        _ request: Request, in world: World,
        _ body: @escaping @Sendable (borrowing Transaction, StaffChange) throws -> Value
    ) throws -> Value {
        let change = StaffChange(websiteID: website.id, staff: member.username, now: request.now)
        return try world.database.write { try body($0, change) }
    }
}

extension Transaction {
    /// Records a change in the audit trail.
    func audit(_ action: String, of subject: String, _ change: StaffChange) throws {
        try audit(action, of: subject, by: change.staff, websiteID: change.websiteID, at: change.now)
    }
}
