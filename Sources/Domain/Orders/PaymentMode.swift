/// How a customer pays. The raw value is the OMS's word.
package enum PaymentMode: String, CaseIterable, Sendable {
    case cod = "COD"
    case prepaid = "PREPAID"

    package var title: String {
        switch self {
        case .cod: "Cash on Delivery"
        case .prepaid: "Prepaid"
        }
    }
}
