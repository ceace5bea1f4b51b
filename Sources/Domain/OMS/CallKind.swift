/// What a logged call asked for. The raw value is the word in the database and in the log's filter.
package enum CallKind: String, CaseIterable, Sendable {
    // We call the OMS.
    case serviceability, order
    case cancellation = "cancel"
    case customerReturn = "return"
    /// A customer asks about a pincode, and orders nothing yet.
    case pincode
    /// Staff try the connection.
    case test
    /// Which SKUs were counted anew, and their stock.
    case stockChanges = "stock_changes"
    case stock
    /// The stock of what is in a cart.
    case cart
    // The OMS calls us.
    case inventory
    case inventoryRead = "inventory_read"
    case orderRead = "order_read"
    case webhook
    /// The payment gateway calls us.
    case payment

    package static let made: [CallKind] = [
        .serviceability, .order, .cancellation, .customerReturn, .pincode, .test, .stockChanges, .stock, .cart,
    ]
    /// Those of them whose answer somebody waits for. A cart does without it, and so is in a hurry.
    package static let awaited = made.filter { $0 != .cart }
    /// Those of them by which its health is measured: a test is staff's own.
    package static let measured = awaited.filter { $0 != .test }
    package static let received: [CallKind] = [.inventory, .inventoryRead, .orderRead, .webhook]

    package var isRead: Bool { self == .inventoryRead || self == .orderRead }
}

/// How a call ended. The raw value is the word in the database and in the log's filter.
package enum CallOutcome: String, CaseIterable, Sendable {
    case accepted, refused
    /// No clear answer.
    case unknown
}
