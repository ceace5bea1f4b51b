import Domain
import Storage
import Web

/// GET /cart
@Sendable func showCart(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    let cart = try PricedCart(of: visitor, in: world)
    let stock = try world.stockNow(of: cart, at: visitor.website)
    return try visitor.page(CartPage(cart.limited(to: stock)), in: world)
}

struct CartPage: TitledPage {
    static let template = "store/cart/cart.html"

    struct Line: Encodable, Sendable {
        let id: ID<CartRow>
        let productID: ID<Product>
        let name: String
        let options: String?
        let quantity: Int
        let unitPrice: String
        let total: String
        let problem: String?
    }

    let title = "Your cart"
    let lines: [Line]
    let total: String
    let isReady: Bool

    init(_ cart: PricedCart) {
        lines = cart.lines.map { line in
            Line(
                id: line.row.id, productID: line.row.productID, name: line.offer?.product.name ?? "A product",
                options: line.offer.flatMap { $0.optionText.isEmpty ? nil : $0.optionText },
                quantity: line.row.quantity, unitPrice: line.offer?.unitPrice.text ?? "–",
                total: line.offer.map { ($0.unitPrice * line.row.quantity).text } ?? "–", problem: line.problem)
        }
        total = cart.total.text
        isReady = cart.isReady
    }
}
