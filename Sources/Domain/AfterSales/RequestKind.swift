package enum RequestKind: String, CaseIterable, Sendable {
    case cancellation, `return`

    package var title: String {
        switch self {
        case .cancellation: "Cancellation"
        case .return: "Return"
        }
    }
}
