/// An order management system that a website hands its orders to. The raw value stands in addresses.
package enum OMS: String, CaseIterable, Sendable {
    case arvind

    /// Its name in a sentence.
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

    /// All of them, for what is done for every website at once.
    package static let titles = allCases.map(\.title).joined(separator: " or ")
}

extension Website {
    /// Whom it hands its orders to.
    package var oms: OMS { .arvind }
}
