/// What may be asked for after the sale.
package enum RequestKind: String, CaseIterable, Sendable {
    case cancellation, `return`

    /// Its name at the beginning of a line.
    package var title: String {
        switch self {
        case .cancellation: "Cancellation"
        case .return: "Return"
        }
    }
}
