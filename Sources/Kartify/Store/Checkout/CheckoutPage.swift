import Domain
import Web

/// GET /checkout
@Sendable func showCheckout(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    let cart = try PricedCart(of: visitor, in: world)
    guard cart.isReady else { return .redirect(to: "/cart") }
    let known = try knownFields(of: visitor, in: world)
    let offer = try world.paymentOffer(for: cart.total, phone: Mobile(known["phone"]), at: visitor.website)
    return try visitor.page(CheckoutPage(cart, known, offer), in: world)
}

/// What a customer need not type again: the address that they prefer.
private func knownFields(of visitor: Visitor, in world: World) throws -> Fields {
    guard let account = visitor.account else { return .none }
    let preferred = try world.database.read { try $0.addresses(of: account.id) }.first { $0.isPreferred }
    let address = preferred.map { AddressForm.fields($0.address) } ?? [("name", account.name)]
    return Fields([("email", account.email)] + address)
}

struct CheckoutPage: TitledPage {
    static let template = "store/checkout/checkout.html"

    struct State: Encodable, Sendable {
        let name: String
        let chosen: Bool
    }

    struct Payment: Encodable, Sendable {
        let value: String
        let title: String
        let chosen: Bool
        /// Why it cannot be chosen; nil where it can.
        let objection: String?
    }

    struct Line: Encodable, Sendable {
        let name: String
        let quantity: Int
        let total: String
    }

    let title = "Checkout"
    let errors: ErrorList?
    let pincode: FormField
    let note: DeliveryNote?
    let filled: String
    let city: FormField
    let states: [State]
    let stateError: String?
    let street: [FormField]
    let person: [FormField]
    let payments: [Payment]
    let paymentError: String?
    let lines: [Line]
    let total: String
    let totalPaise: Int

    private static let order = [
        "pincode", "city", "state", "line1", "line2", "name", "phone", "email", "payment",
    ]

    /// - Parameters:
    ///   - typed: what the person typed, which stays.
    ///   - offer: how it may be paid; what alone may be chosen is chosen already.
    ///   - problem: why the order was not placed.
    ///   - note: what the OMS says of the pincode.
    init(
        _ cart: PricedCart, _ typed: Fields, _ offer: PaymentOffer, errors: FormErrors = FormErrors(),
        problem: String? = nil, note: DeliveryNote? = nil
    ) {
        func field(
            _ name: String, _ label: String, _ autocomplete: String, type: String = "text", inputMode: String? = nil
        ) -> FormField {
            FormField(
                name, label, typed[name], type: type, autocomplete: autocomplete, inputMode: inputMode,
                error: errors[name])
        }
        self.errors =
            problem.map(ErrorList.init)
            ?? ErrorList(errors, "Please check the marked fields. Nothing was ordered yet.", inOrderOf: Self.order)
        pincode = field("pincode", "Pincode", "postal-code", inputMode: "numeric")
        self.note = note
        filled = typed[Self.filledIn]
        city = field("city", "City", "address-level2")
        states = IndianStates.names.map { State(name: $0, chosen: $0 == typed["state"]) }
        stateError = errors["state"]
        street = [
            field("line1", "House and street", "address-line1"),
            field("line2", "Area or landmark (optional)", "address-line2"),
        ]
        person = [
            field("name", "Name", "name"), field("phone", "Mobile", "tel", type: "tel"),
            field("email", "E-mail", "email", type: "email"),
        ]
        payments = offer.modes.map { mode in
            let isOpen = offer.open.contains(mode)
            return Payment(
                value: mode.rawValue, title: mode.title,
                chosen: isOpen && (offer.open.count == 1 || mode.rawValue == typed["payment"]),
                objection: isOpen ? nil : offer.codObjection)
        }
        paymentError = errors["payment"]
        lines = cart.draftLines.map {
            Line(
                name: $0.offer.optionText.isEmpty
                    ? $0.offer.product.name : "\($0.offer.product.name) (\($0.offer.optionText))",
                quantity: $0.quantity, total: $0.total.text)
        }
        total = cart.total.text
        totalPaise = cart.total.paise
    }
}
