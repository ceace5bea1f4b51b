import Domain
import Storage
import Web

/// GET /account/find-order
@Sendable func showFindOrder(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    let page = FindOrderPage(canMail: try world.canMail(visitor.website), isSent: request.query.has("sent"))
    return try visitor.page(page, in: world)
}

/// POST /account/find-order — mails the link to an order to the address that it was placed with. The answer is the same whether there is
/// such an order or not.
@Sendable func findOrder(_ request: Request, by visitor: Visitor, in world: World) throws -> Response {
    let form = request.form
    var errors = FormErrors()
    let number = errors.text(form, "number", 1...40, "Type the number of your order, such as KFY-100023.")
    let email = errors.require(EmailAddress(form["email"]), "email", "Type the e-mail address that you ordered with.")
    guard let number, let email else {
        let page = FindOrderPage(canMail: try world.canMail(visitor.website), typed: form, errors)
        return try visitor.page(page, status: .unprocessable, in: world)
    }
    try world.brake(.mail, request, visitor)
    let (id, now) = (visitor.website.id, request.now)
    let subject = world.key.hash("\(id) \(email.text)", purpose: "find order")
    try world.database.write { store in
        // So that both answers cost a write: how long one takes says nothing either.
        try store.addSignInFailure(of: subject, at: now)
        guard let order = try store.order(number: number.uppercased(), of: id), order.email == email.text else {
            return
        }
        try store.notify(.orderLink, of: order, about: MessageRule.occasion(at: now), at: now)
    }
    return .redirect(to: "/account/find-order?sent")
}

struct FindOrderPage: TitledPage {
    static let template = "account/orders/find.html"
    let title = "Find your order"
    let canMail: Bool
    let isSent: Bool
    let fields: [FormField]

    init(canMail: Bool, isSent: Bool = false, typed: Fields = .none, _ errors: FormErrors = FormErrors()) {
        self.canMail = canMail
        self.isSent = isSent
        fields = [
            FormField("number", "Order number", typed["number"], error: errors["number"]),
            FormField(
                "email", "E-mail", typed["email"], type: "email", autocomplete: "email", error: errors["email"]),
        ]
    }
}
