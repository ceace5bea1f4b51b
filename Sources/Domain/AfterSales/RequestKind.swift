/// The kinds of request.
package enum RequestKind: String, CaseIterable, Sendable {
    case cancellation, `return`

    /// Its name, capitalised.
    package var title: String {
        switch self {
        case .cancellation: "Cancellation"
        case .return: "Return"
        }
    }
}
