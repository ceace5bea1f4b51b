import Domain
import Storage
import Web

/// A change that a staff member makes to the website they look at: whose, by whom, and when.
struct StaffChange: Sendable {
    let websiteID: Int
    /// The user name.
    let staff: String
    let now: Instant
}

extension Staff {
    /// Changes something in one transaction, which writes down in the audit trail what it does.
    func change<Value: Sendable>(
        _ request: Request, in world: World,
        _ body: @escaping @Sendable (borrowing Transaction, StaffChange) throws -> Value
    ) throws -> Value {
        let change = StaffChange(websiteID: website.id, staff: member.username, now: request.now)
        return try world.database.write { try body($0, change) }
    }
}

extension Transaction {
    /// Writes a change down in the audit trail.
    func audit(_ action: String, of subject: String, _ change: StaffChange) throws {
        try audit(action, of: subject, by: change.staff, websiteID: change.websiteID, at: change.now)
    }
}
