/// An order management system. The raw value is part of addresses, and the word in the database.
package enum OMSKind: String, CaseIterable, Sendable {
    case arvind, fynd

    package var title: String {
        switch self {
        case .arvind: "Arvind"
        case .fynd: "FYND"
        }
    }

    /// Its name as a company.
    package var fullTitle: String {
        switch self {
        case .arvind: "Arvind Internet"
        case .fynd: "FYND"
        }
    }

    /// What it calls the secret that we prove ourselves with.
    package var tokenTitle: String {
        switch self {
        case .arvind: "Auth Token"
        case .fynd: "affiliate token"
        }
    }

    /// Whether it calls us with a username and a password. Otherwise its signature proves it, and it only sends events.
    package var signsIn: Bool { self == .arvind }

    /// Whether we ask it for its stock. Otherwise it sends each count by itself.
    package var isAskedForStock: Bool { self == .fynd }

    /// The names of all, for jobs that cover every website.
    package static let titles = allCases.map(\.title).joined(separator: " or ")
    package static let titlesAskedForStock = allCases.filter(\.isAskedForStock).map(\.title).joined(separator: " or ")
}
