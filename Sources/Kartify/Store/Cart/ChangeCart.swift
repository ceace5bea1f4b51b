import Domain
import Storage
import Web

/// POST /product/:id/cart-lines
@Sendable func addToCart(_ request: Request, by visitor: Visitor, in world: World) throws -> Response {
    let product = try visibleProduct(request, of: visitor.website, in: world)
    let form = request.form
    let choices = Set(product.options.compactMap { ID<OptionValue>(form["option-\($0.id)"]) })
    do {
        let quantity = try cartQuantity(form["quantity"], from: 1)
        let offer = try product.offer(choosing: choices)
        try checkAvailable(offer, quantity)
        try world.brake(.cart, request, visitor)
        try world.database.write(for: visitor.website.id) { store in
            try store.addToCart(offer, quantity: quantity, owner: visitor.cart, at: request.now)
        }
        return .redirect(to: "/cart")
    } catch let refusal as Refusal {
        let page = ProductPage(product, choices: choices, quantity: form["quantity"], problem: refusal.message)
        return try visitor.page(page, status: .unprocessable, in: world)
    }
}

/// POST /cart/lines/:id — another quantity, or 0 to remove the line.
@Sendable func changeCartLine(_ request: Request, by visitor: Visitor, in world: World) throws -> Response {
    let line: ID<CartRow> = try request.id("id", of: "line in your cart")
    let quantity = try cartQuantity(request.form["quantity"], from: 0)
    try world.database.write(for: visitor.website.id) { store in
        try store.setCartQuantity(quantity, line: line, owner: visitor.cart, at: visitor.website.id)
    }
    return .redirect(to: "/cart")
}

private func cartQuantity(_ text: String, from least: Int) throws(Refusal) -> Int {
    guard let quantity = Int(text.trimmed), (least...CartRule.most).contains(quantity) else {
        throw Refusal(.invalid, "Choose a quantity from \(least) to \(CartRule.most).")
    }
    return quantity
}

private func checkAvailable(_ offer: Offer, _ quantity: Int) throws(Refusal) {
    guard offer.available < quantity else { return }
    throw Refusal(
        .invalid,
        offer.available == 0
            ? "This is sold out. Choose another one." : "Only \(offer.available) left. Choose fewer.")
}
