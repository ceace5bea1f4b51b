/// Who moved an item. The raw value is stored in the history and shown by `GET /orders/{orderId}`.
package enum StatusSource: String, Sendable {
    case checkout, payment, push, webhook, customer, staff
}
