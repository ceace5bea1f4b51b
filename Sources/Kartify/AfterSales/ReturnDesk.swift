import Domain
import Storage
import Web

extension Desk {
    func showReturn() throws -> Response {
        try page(ReturnPage(self), .ok)
    }

    /// Asks for what the form names, or asks again about what is open.
    func takeBack(_ request: Request, in world: World) throws -> Response {
        let form = request.form
        do {
            let outcome =
                if form.has("again") {
                    try world.takeBackAgain(ofOrder: order.id, now: request.now)
                } else {
                    try world.takeBack(
                        ReturnWish(form, of: order, under: state.returns.filter { $0.state != .open }.underWay),
                        ofOrder: order.id, by: requester, now: request.now)
                }
            return try answer(to: outcome)
        } catch let errors as FormErrors {
            return try page(ReturnPage(self, typed: form, errors: errors), .unprocessable)
        } catch let refusal as Refusal where refusal.kind != .notFound {
            return try page(ReturnPage(renewed(in: world), typed: form, problem: refusal.message), .unprocessable)
        }
    }

    /// Takes an open return back: it is never sent again.
    func withdrawReturn(_ request: Request, in world: World) throws -> Response {
        let (id, now) = (order.id, request.now)
        guard try world.database.write({ try $0.endReturn(ofOrder: id, .withdrawn, now: now) }) else {
            throw Refusal(
                .conflict,
                "This return is being sent at this moment, or has its answer by now. Look at the order again.")
        }
        return .redirect(to: home)
    }
}

/// Which items and how many, why, and for a COD order where the money goes.
struct ReturnPage: TitledPage {
    static let template = "aftersales/return.html"

    struct Line: Encodable, Sendable {
        let id: Int
        let name: String
        let options: String?
        let most: Int
        let quantity: String
        let error: String?
        let whyNot: String?

        enum CodingKeys: String, CodingKey {
            case id, name, options, most, quantity, error = "line_error", whyNot = "why_not"
        }
    }

    struct Reason: Encodable, Sendable {
        let value: String
        let title: String
        let chosen: Bool
    }

    let title: String
    let number: String
    let home: String
    let lines: [Line]
    let itemsError: String?
    let reasons: [Reason]
    let reasonError: String?
    let comment: String
    let commentError: String?
    let bankFields: [FormField]
    let isCOD: Bool
    let problem: String?
    let open: RequestLine?
    let canReturn: Bool

    enum CodingKeys: String, CodingKey {
        case number, home, lines, reasons, comment, problem
        case itemsError = "items_error", reasonError = "reason_error", commentError = "comment_error"
        case bankFields = "bank_fields", isCOD = "is_cod", open = "open_request", canReturn = "can_return"
    }

    init(_ desk: Desk, typed: Fields? = nil, errors: FormErrors = FormErrors(), problem: String? = nil) {
        let order = desk.order
        let underWay = desk.state.returns.underWay
        title = "Return items of \(order.number)"
        number = order.number
        home = desk.home
        let only = order.lines.count == 1
        lines = order.lines.map { line in
            let most = ReturnRule.units(of: line, under: underWay)
            return Line(
                id: line.id, name: line.name, options: line.optionText.isEmpty ? nil : line.optionText, most: most,
                quantity: typed?["quantity-\(line.id)"] ?? (only ? "\(most)" : "0"),
                error: errors["quantity-\(line.id)"],
                whyNot: ReturnRule.refusal(of: line, under: underWay))
        }
        itemsError = errors["items"]
        reasons = ReturnReason.allCases.map {
            Reason(value: $0.rawValue, title: $0.title, chosen: $0.rawValue == typed?["reason"])
        }
        reasonError = errors["reason"]
        comment = typed?["comment"] ?? ""
        commentError = errors["comment"]
        isCOD = order.paymentMode == .cod
        bankFields = isCOD ? Self.bankFields(typed, errors) : []
        self.problem = problem ?? (errors.isEmpty ? nil : "Please check the marked fields. Nothing was sent yet.")
        open = desk.state.requestLines.first { $0.isOpen && $0.kind == "Return" }
        canReturn = desk.state.canReturn
    }

    /// Account numbers are typed anew each time: they are never put into a page.
    private static func bankFields(_ typed: Fields?, _ errors: FormErrors) -> [FormField] {
        func field(_ name: String, _ label: String, hint: String? = nil) -> FormField {
            FormField(name, label, typed?[name] ?? "", hint: hint, error: errors[name])
        }
        func number(_ name: String, _ label: String) -> FormField {
            FormField(name, label, "", hint: "9 to 18 digits.", error: errors[name])
        }
        return [
            field("holder", "Account holder name"), number("account", "Account number"),
            number("account_again", "Confirm account number"),
            field("ifsc", "IFSC", hint: "11 characters; it stands on your cheques and in your bank's app."),
            field("bank", "Bank name"), field("branch", "Branch"),
        ]
    }
}
