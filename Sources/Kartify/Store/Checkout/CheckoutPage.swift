import Domain
import Web

/// GET /checkout
@Sendable func showCheckout(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    let cart = try PricedCart(of: visitor, in: world)
    guard cart.isReady else { return .redirect(to: "/cart") }
    let known = try knownFields(of: visitor, in: world)
    return try visitor.page(CheckoutPage(cart, known, try world.paymentModes(of: visitor.website)), in: world)
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
    }

    struct Line: Encodable, Sendable {
        let name: String
        let quantity: Int
        let total: String
    }

    let title = "Checkout"
    let fields: [FormField]
    let place: [FormField]
    let states: [State]
    let stateError: String?
    let payments: [Payment]
    let paymentError: String?
    let lines: [Line]
    let total: String
    let totalPaise: Int
    let problem: String?

    /// - Parameters:
    ///   - typed: what the person typed, which stays.
    ///   - modes: how the website lets its customers pay; a single one is chosen already.
    ///   - problem: why the order was not placed.
    init(
        _ cart: PricedCart, _ typed: Fields, _ modes: [PaymentMode], errors: FormErrors = FormErrors(),
        problem: String? = nil
    ) {
        func field(
            _ name: String, _ label: String, _ autocomplete: String, type: String = "text", hint: String? = nil
        ) -> FormField {
            FormField(name, label, typed[name], type: type, autocomplete: autocomplete, hint: hint, error: errors[name])
        }
        fields = [
            field("name", "Name", "name"), field("email", "E-mail", "email", type: "email"),
            field("phone", "Mobile", "tel", type: "tel"), field("line1", "House and street", "address-line1"),
            field("line2", "Area or landmark (optional)", "address-line2"),
        ]
        place = [
            field("city", "City", "address-level2"),
            field(
                "pincode", "Pincode", "postal-code",
                hint: "We ask whether we can deliver there before the order is placed."),
        ]
        states = IndianStates.names.map { State(name: $0, chosen: $0 == typed["state"]) }
        stateError = errors["state"]
        payments = modes.map {
            Payment(
                value: $0.rawValue, title: $0.title, chosen: modes.count == 1 || $0.rawValue == typed["payment"])
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
        self.problem = problem ?? (errors.isEmpty ? nil : "Please check the marked fields. Nothing was ordered yet.")
    }
}
