/// Where units of an order line are on their way. The raw value is the word in the database.
package enum ItemStatus: String, CaseIterable, Sendable {
    /// A prepaid order that is not paid yet.
    case awaitingPayment = "awaiting_payment"
    case processing, processed, invoiced, packed, shipped
    case outForDelivery = "out_for_delivery"
    case delivered, cancelled, undelivered, rto
    case returnRequested = "return_requested"
    case returnPickedUp = "return_picked_up"
    case returned, refunded

    package var title: String {
        switch self {
        case .awaitingPayment: "Awaiting payment"
        case .processing: "Processing"
        case .processed: "Processed"
        case .invoiced: "Invoiced"
        case .packed: "Packed"
        case .shipped: "Shipped"
        case .outForDelivery: "Out for Delivery"
        case .delivered: "Delivered"
        case .cancelled: "Cancelled"
        case .undelivered: "Undelivered"
        case .rto: "Returned to origin"
        case .returnRequested: "Return requested"
        case .returnPickedUp: "Return picked up"
        case .returned: "Returned"
        case .refunded: "Refunded"
        }
    }

    /// The steps that the customer's page shows.
    package static let steps: [ItemStatus] = [
        .processing, .processed, .invoiced, .packed, .shipped, .outForDelivery, .delivered,
    ]
}
