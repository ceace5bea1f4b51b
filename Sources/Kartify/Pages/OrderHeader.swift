import Domain
import Web

/// What every page of an order says, the customer's and the staff's.
struct OrderHeader: PagePart {
    let number: String
    let placed: String
    let status: String
    let payment: String
    let total: String
    let address: AddressLines

    /// - Parameter placed: how the page writes times.
    init(_ order: Order, placed: String) {
        number = order.number
        self.placed = placed
        status = order.status.title
        payment = order.paymentMode.title
        total = order.totals.total.text
        address = AddressLines(order.address)
    }
}

/// What every page of an order says of one of its lines.
struct OrderLineHeader: PagePart {
    let name: String
    let options: String?
    let quantity: Int
    let total: String

    init(_ line: OrderLine) {
        name = line.name
        options = line.optionText.isEmpty ? nil : line.optionText
        quantity = line.quantity
        total = line.total.text
    }
}
