/// How a customer pays. The raw value is AI's word (`outbound.md`).
public enum PaymentMode: String, CaseIterable, Sendable {
    case cod = "COD"
    case prepaid = "PREPAID"

    /// The words on the checkout page.
    public var title: String {
        switch self {
        case .cod: "Cash on Delivery"
        case .prepaid: "Prepaid"
        }
    }
}
