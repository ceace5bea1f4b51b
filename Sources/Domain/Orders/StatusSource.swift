/// Who moved an item: the raw value is what the history keeps and `GET /orders/{orderId}` shows.
package enum StatusSource: String, Sendable {
    case checkout, payment, push, webhook, customer, staff
}
