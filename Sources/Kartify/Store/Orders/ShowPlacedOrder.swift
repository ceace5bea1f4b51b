import Domain
import Storage
import Web

/// GET /orders/:number — what whoever placed it reads afterwards, signed in or not.
@Sendable func showPlacedOrder(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    let order = try placedOrder(request, by: visitor, in: world)
    return try visitor.page(PlacedOrderPage(order, isSignedIn: visitor.account != nil), in: world)
}

/// An order that this browser placed, or that belongs to whoever is signed in; any other is not found.
func placedOrder(_ request: Request, by visitor: Visitor, in world: World) throws -> Order {
    let number = request.path("number")
    let order = try world.database.read { store in
        if let own = try store.order(number: number, of: visitor.website.id, placedBy: visitor.owner) {
            return own as Order?
        }
        return try visitor.account.flatMap { try store.order(number: number, of: $0) }
    }
    guard let order else { throw Refusal.notFound("order") }
    return order
}

/// "Thank you", and what comes next.
struct PlacedOrderPage: TitledPage {
    static let template = "store/orders/placed.html"

    let title: String
    let number: String
    let email: String
    let status: String
    let total: String
    let payment: String
    let address: AddressLines
    let items: [Item]
    let isUnpaid: Bool
    let isCancelled: Bool
    let isConfirmed: Bool
    let isSignedIn: Bool

    struct Item: Encodable, Sendable {
        let name: String
        let options: String?
        let quantity: Int
        let total: String
    }

    init(_ order: Order, isSignedIn: Bool) {
        title = "Order \(order.number)"
        number = order.number
        email = order.email
        status = order.status.title
        total = order.totals.total.text
        payment = order.paymentMode.title
        address = AddressLines(order.address)
        items = order.lines.map {
            Item(
                name: $0.name, options: $0.optionText.isEmpty ? nil : $0.optionText, quantity: $0.quantity,
                total: $0.total.text)
        }
        isUnpaid = order.push.state == .unpaid
        isCancelled = order.status == .cancelled
        isConfirmed = !isUnpaid && !isCancelled
        self.isSignedIn = isSignedIn
    }
}
