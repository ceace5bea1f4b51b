/// Somebody who works here.
package struct StaffMember: Equatable, Sendable {
    /// What a staff member may do.
    package enum Role: String, CaseIterable, Sendable {
        case administrator, operations, support

        /// The word on the pages.
        package var title: String {
            switch self {
            case .administrator: "Administrator"
            case .operations: "Operations"
            case .support: "Support (read-only)"
            }
        }

        /// Whether it may change settings: only administrators may.
        package var changesSettings: Bool { self == .administrator }
        /// Whether it may change products and send orders.
        package var operates: Bool { self != .support }
    }

    package let id: Int
    /// What they sign in with.
    package let username: String
    /// What they may do.
    package let role: Role

    /// A staff member as it was read from the store.
    package init(id: Int, username: String, role: Role) {
        self.id = id
        self.username = username
        self.role = role
    }
}
