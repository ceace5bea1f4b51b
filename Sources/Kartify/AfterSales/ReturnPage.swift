import Domain
import Storage
import Web

struct ReturnPage: TitledPage {
    static let template = "aftersales/return.html"

    struct Line: Encodable, Sendable {
        let id: ID<OrderLine>
        let name: String
        let options: String?
        let most: Int
        let quantity: String
        let lineError: String?
        let whyNot: String?
    }

    struct Reason: Encodable, Sendable {
        let value: String
        let title: String
        let chosen: Bool
    }

    let title: String
    let number: String
    let home: String
    let action: String
    let lines: [Line]
    let itemsError: String?
    let reasons: [Reason]
    let reasonError: String?
    let comment: String
    let commentError: String?
    /// Where the refund of a COD order goes.
    let bankFields: [FormField]
    let offersUPI: Bool
    let choosesUPI: Bool
    let upiFields: [FormField]
    let routeError: String?
    /// How many accepted returns the order has: the same form sent twice is not taken for another return.
    let accepted: Int
    let isCOD: Bool
    let errors: ErrorList?
    let photographsError: String?
    /// What was typed before, sealed.
    let sealedAccount: String?
    let sealedUPI: String?
    let openRequest: OpenRequestNotice?
    let canReturn: Bool
    let isRefused: Bool
    /// The website's contact, for customers.
    let whomToAsk: String?

    init(
        _ form: AfterSalesForm, typed: Fields? = nil, errors: FormErrors = FormErrors(), problem: String? = nil,
        kept: KeptAccounts? = nil
    ) {
        let order = form.order
        title = "Return items of \(order.number)"
        number = order.number
        home = form.home
        action = form.address(.return)
        let only = order.lines.count == 1
        lines = order.lines.map { line in
            let most = ReturnRule.units(of: line)
            return Line(
                id: line.id, name: line.name, options: line.optionText.isEmpty ? nil : line.optionText, most: most,
                quantity: typed?["quantity-\(line.id)"] ?? (only ? "\(most)" : "0"),
                lineError: errors["quantity-\(line.id)"],
                whyNot: form.state.whyNotReturned(line, by: form.requester))
        }
        itemsError = errors["items"]
        reasons = ReturnReason.allCases.map {
            Reason(value: $0.rawValue, title: $0.title, chosen: $0.rawValue == typed?["reason"])
        }
        reasonError = errors["reason"]
        comment = typed?["comment"] ?? ""
        commentError = errors["comment"]
        accepted = form.state.returns.accepted.count
        isCOD = order.paymentMode == .cod
        bankFields = isCOD ? Self.bankFields(typed, errors, kept?.number) : []
        offersUPI = isCOD && form.state.offersUPI
        choosesUPI = offersUPI && typed?.value("refund_route") == RefundRoute.upi.rawValue
        upiFields = offersUPI ? [Self.upiField(errors, kept?.upi)] : []
        routeError = errors["refund_route"]
        self.errors =
            problem.map(ErrorList.init)
            ?? ErrorList(
                errors, "Please check the marked fields. Nothing was sent yet.",
                inOrderOf: order.lines.map { "quantity-\($0.id)" } + Self.order)
        photographsError = errors["photographs"]
        sealedAccount = isCOD ? kept?.number?.sealed : nil
        sealedUPI = offersUPI ? kept?.upi?.sealed : nil
        openRequest = form.openRequest(.return)
        canReturn = openRequest != nil || lines.contains { $0.whyNot == nil }
        isRefused = problem != nil
        whomToAsk = form.contact
    }

    private static let order = [
        "items", "reason", "comment", "photographs", "refund_route", "upi", "holder", "account", "account_again",
        "ifsc", "bank", "branch",
    ]

    /// No page contains an account number.
    private static func bankFields(_ typed: Fields?, _ errors: FormErrors, _ kept: KeptAccount<String>?)
        -> [FormField]
    {
        func field(_ name: String, _ label: String, hint: String? = nil) -> FormField {
            FormField(name, label, typed?[name] ?? "", hint: hint, error: errors[name])
        }
        func number(_ name: String, _ label: String) -> FormField {
            let hint = kept.map { "The one that ends in \($0.end) is kept. Type here only to change it." }
            return FormField(
                name, label, "", inputMode: "numeric", hint: hint ?? "9 to 18 digits.", error: errors[name])
        }
        return [
            field("holder", "Account holder name"), number("account", "Account number"),
            number("account_again", "Confirm account number"),
            field("ifsc", "IFSC", hint: "11 characters; it stands on your cheques and in your bank's app."),
            field("bank", "Bank name"), field("branch", "Branch"),
        ]
    }

    /// No page contains a UPI id either.
    private static func upiField(_ errors: FormErrors, _ kept: KeptAccount<UPIAddress>?) -> FormField {
        let hint = kept.map { "The one that ends in \($0.end) is kept. Type here only to change it." }
        return FormField(
            "upi", "UPI id", "", inputMode: "email",
            hint: hint
                ?? "Such as asha@okhdfc; your UPI app shows it in your profile. Check it twice: the money goes there.",
            error: errors["upi"])
    }
}
