/// Who moved an item: the raw value is what the history keeps and `GET /orders/{orderId}` shows.
public enum StatusSource: String, Sendable {
    case checkout, payment, push, webhook, customer, staff
}
