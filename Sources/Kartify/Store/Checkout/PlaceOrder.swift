import Domain
import Storage
import Web

/// POST /checkout
@Sendable func placeOrder(_ request: Request, by visitor: Visitor, in world: World) throws -> Response {
    let typed = request.form
    // The cart is the customer's: without them there is none to look at.
    if typed.has("signed-in"), visitor.account == nil {
        throw try signInNeeded(
            request, visitor.session, at: visitor.website.id, keptAt: "/account/kept-forms/", in: world)
    }
    let cart = try PricedCart(of: visitor, in: world)
    guard !cart.isEmpty else { return .redirect(to: try addressWithoutCart(request, visitor, world)) }
    if typed.has(CheckoutPage.check) {
        return try visitor.page(CheckoutPage.checkingPincode(cart, request, by: visitor, in: world), in: world)
    }
    let offer = try world.paymentOffer(for: cart.total, phone: Mobile(typed["phone"]), at: visitor.website)
    do {
        if typed.has(KeptForm.change) { throw Refusal(.invalid, KeptForm.notSentYet) }
        if let line = cart.lines.first(where: { $0.problem != nil }) {
            throw Refusal(.invalid, "\(line.name): \(line.problem ?? "") Change it in your cart.")
        }
        let form = try CheckoutForm(typed, offer)
        try world.brake(.order, request, visitor)
        let order = try Checkout(
            visitor: visitor, cart: cart, form: form, modes: offer.open, now: request.now, world: world
        ).place(agreedTotal: typed["total"])
        return .redirect(to: order.paymentMode == .cod ? "/orders/\(order.number)" : "/orders/\(order.number)/payment")
    } catch let errors as FormErrors {
        return try visitor.page(CheckoutPage(cart, typed, offer, errors: errors), status: .unprocessable, in: world)
    } catch let refusal as Refusal where refusal.kind == .invalid {
        return try visitor.page(
            CheckoutPage(cart, typed, offer, problem: refusal.message), status: .unprocessable, in: world)
    } catch is CartHasChanged {
        return .redirect(to: try addressWithoutCart(request, visitor, world))
    }
}

/// The button was pressed twice, or the cart changed in another window: the first press has an order to show.
private func addressWithoutCart(_ request: Request, _ visitor: Visitor, _ world: World) throws -> String {
    let newest = try world.database.read {
        try $0.newestOrder(
            of: visitor.website.id, placedBy: visitor.owner, as: visitor.account?.id,
            since: request.now - .minutes(2))
    }
    return newest.map { "/orders/\($0)" } ?? "/cart"
}

/// The cart has changed since it was priced.
private struct CartHasChanged: Error {}

private struct Checkout {
    let visitor: Visitor
    let cart: PricedCart
    let form: CheckoutForm
    let modes: [PaymentMode]
    let now: Instant
    let world: World

    /// Asks the OMS, then places the order, empties the cart and holds the units in one transaction.
    func place(agreedTotal: String) throws -> Order {
        guard agreedTotal == String(cart.total.paise) else {
            throw Refusal(
                .invalid,
                "A price has changed: the total is \(cart.total.text) now. Press Place order again if you agree.")
        }
        var draft = OrderDraft(
            lines: cart.draftLines, paymentMode: form.paymentMode, email: form.email, address: form.address,
            customerID: visitor.account?.id, owner: visitor.owner)
        let check = try world.deliveryCheck(of: draft, at: visitor.website, offering: modes)
        if let refusal = check.refusal {
            let (website, now) = (visitor.website, now)
            try world.database.write(for: website.id) { try $0.record(check, at: website, now: now) }
            throw Refusal(.invalid, try shortage() ?? refusal)
        }
        draft.unchecked = check.unchecked
        return try write(draft, check)
    }

    /// What sold out while the OMS was asked: a retry or another pincode would not help.
    private func shortage() throws -> String? {
        try PricedCart(of: visitor, in: world).draftLines.first { $0.offer.available < $0.quantity }
            .map { StockMessage.tooFew($0, left: $0.offer.available) }
    }

    private func write(_ draft: OrderDraft, _ check: DeliveryCheck) throws -> Order {
        let expected = cart.lines.map(\.row)
        let visitor = visitor
        let now = now
        do {
            return try world.database.write(for: visitor.website.id) { store in
                guard try store.cart(of: visitor.cart, at: visitor.website.id) == expected else {
                    throw CartHasChanged()
                }
                let order = try store.placeOrder(draft, at: visitor.website, now: now)
                try store.emptyCart(of: visitor.cart, at: visitor.website.id)
                // A prepaid order is placed once it is paid.
                if order.paymentMode == .cod { try store.notifyPlaced(order, at: now) }
                try store.record(check, ofOrder: order.number, at: visitor.website, now: now)
                return order
            }
        } catch let shortage as StockShortage {
            throw Refusal(.invalid, StockMessage.tooFew(shortage.line, left: shortage.left))
        }
    }
}
