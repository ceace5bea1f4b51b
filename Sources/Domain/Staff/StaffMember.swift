package struct StaffMember: Equatable, Sendable {
    /// What staff may do beyond looking.
    package enum Permission: Sendable {
        /// Change products, push orders, and cancel or return for a customer.
        case operate
        /// Look through who the customers are, in the log of all calls.
        case readPersonalData
        /// Read the bank details of a return.
        case readBankDetails
        /// Change the module and its alerts, and read the audit trail.
        case administer
    }

    package enum Role: String, CaseIterable, Sendable {
        case administrator, operations, support

        package var title: String {
            switch self {
            case .administrator: "Administrator"
            case .operations: "Operations"
            case .support: "Support (read-only)"
            }
        }

        /// Each role lists its permissions, so that a new one has none by default.
        private var permissions: Set<Permission> {
            switch self {
            case .administrator: [.operate, .readPersonalData, .readBankDetails, .administer]
            case .operations: [.operate, .readPersonalData]
            case .support: []
            }
        }

        package func may(_ permission: Permission) -> Bool { permissions.contains(permission) }
    }

    package let id: ID<StaffMember>
    package let username: String
    package let role: Role

    package init(id: ID<StaffMember>, username: String, role: Role) {
        self.id = id
        self.username = username
        self.role = role
    }
}
