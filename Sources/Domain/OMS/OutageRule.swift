/// What a website does with a checkout while its OMS gives no clear answer about the delivery. The raw value is stored.
package enum OutageRule: String, CaseIterable, Sendable {
    case refuse
    /// Takes the order where the pincode was serviceable with this payment mode a short time ago.
    case takeKnown = "take_known"
    /// Takes every order.
    case takeAll = "take_all"

    /// For how long an answer is remembered.
    package static let memory = Span.hours(24)

    package var title: String {
        switch self {
        case .refuse: "Refuse the order"
        case .takeKnown: "Take the order if the pincode was serviceable in the last 24 hours"
        case .takeAll: "Take every order"
        }
    }
}
