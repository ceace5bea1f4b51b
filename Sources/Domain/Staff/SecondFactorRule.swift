/// Who has to have a second factor, by the installation's settings.
package enum SecondFactorRule: String, Sendable {
    /// Nobody has to; whoever likes sets one up.
    case optional
    case administrators, everybody

    package func asks(_ role: StaffMember.Role) -> Bool {
        switch self {
        case .optional: false
        case .administrators: role == .administrator
        case .everybody: true
        }
    }
}
