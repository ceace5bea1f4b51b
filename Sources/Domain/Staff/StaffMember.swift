/// Somebody who works here.
public struct StaffMember: Equatable, Sendable {
    /// What a staff member may do.
    public enum Role: String, CaseIterable, Sendable {
        case administrator, operations, support

        /// The word on the pages.
        public var title: String {
            switch self {
            case .administrator: "Administrator"
            case .operations: "Operations"
            case .support: "Support (read-only)"
            }
        }

        /// Whether it may change settings: only administrators may.
        public var changesSettings: Bool { self == .administrator }
        /// Whether it may change products and send orders.
        public var operates: Bool { self != .support }
    }

    /// The row.
    public let id: Int
    /// What they sign in with.
    public let username: String
    /// What they may do.
    public let role: Role

    /// A staff member as it was read from the store.
    public init(id: Int, username: String, role: Role) {
        self.id = id
        self.username = username
        self.role = role
    }
}
