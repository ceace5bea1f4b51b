/// An order management system. The raw value is part of addresses.
package enum OMSKind: String, CaseIterable, Sendable {
    case arvind

    /// Its short name.
    package var title: String {
        switch self {
        case .arvind: "Arvind"
        }
    }

    /// Its name as a company.
    package var fullTitle: String {
        switch self {
        case .arvind: "Arvind Internet"
        }
    }

    /// The names of all, for jobs that cover every website.
    package static let titles = allCases.map(\.title).joined(separator: " or ")
}

extension Website {
    package var oms: OMSKind { .arvind }
}
