import Crypto
import Domain
import Storage
import Web

struct ReturnDraft: Sendable {
    /// Units by line.
    let wanted: [ID<OrderLine>: Int]
    let reason: ReturnReason
    let comment: String
    /// For a COD order.
    let account: RefundAccount?
    let photographs: [Photograph]
    /// How many accepted returns the form knew of; nil when it does not say.
    let known: Int?
}

extension ReturnDraft {
    /// - Parameters:
    ///   - whyNot: why a line cannot be returned; nil when it can.
    ///   - offersUPI: whether the website's customers may choose a UPI id.
    /// - Throws: a `Refusal` when an item cannot be returned at all; `FormErrors` with all errors of the fields.
    init(
        _ request: Request, of order: Order, whyNot: (OrderLine) -> String?, offersUPI: Bool, _ images: ImageFolder,
        _ key: SecretKey
    ) throws {
        let form = request.form
        var errors = FormErrors()
        var wanted: [ID<OrderLine>: Int] = [:]
        for line in order.lines {
            let text = form.trimmed("quantity-\(line.id)")
            guard !text.isEmpty, text != "0" else { continue }
            guard let quantity = Int(text), quantity > 0 else {
                errors.add("quantity-\(line.id)", "Type how many as a number.")
                continue
            }
            if let sentence = whyNot(line) { throw Refusal(.invalid, sentence) }
            let most = ReturnRule.units(of: line)
            if quantity > most { errors.add("quantity-\(line.id)", "You can return up to \(most).") }
            wanted[line.id] = quantity
        }
        if wanted.isEmpty && errors.isEmpty { errors.add("items", "Type how many of which item you want to return.") }
        let reason = errors.require(ReturnReason(rawValue: form["reason"]), "reason", "Choose a reason.")
        let comment = errors.text(form, "comment", ReturnRule.commentLength, "Keep this under 500 characters.") ?? ""
        if reason == .other && comment.isEmpty { errors.add("comment", "Tell us the reason in your own words.") }
        let kept = KeptAccounts(form, of: order, key)
        if let number = BankDetails.accountNumber(form["account"]) ?? kept.number?.account,
            AccountMask(number: number).hide(in: comment) != comment
        {
            errors.add("comment", "Leave the account number out: it is kept safe in its own field only.")
        }
        if let upi = kept.upi?.account, AccountMask(upi).hide(in: comment) != comment {
            errors.add("comment", "Leave the UPI id out: it is kept safe in its own field only.")
        }
        let account =
            order.paymentMode == .cod ? RefundAccount(form, kept, offersUPI: offersUPI, &errors) : nil
        let photographs = [Photograph](request, in: images, &errors)
        guard let reason, errors.isEmpty else { throw errors }
        self.init(
            wanted: wanted, reason: reason, comment: comment, account: account,
            photographs: photographs, known: Int(form["accepted"]))
    }
}

extension RefundAccount {
    /// What was typed for the route that was chosen; problems are added to `errors`.
    fileprivate init?(_ form: Fields, _ kept: KeptAccounts, offersUPI: Bool, _ errors: inout FormErrors) {
        let chosen = offersUPI ? RefundRoute(rawValue: form["refund_route"]) : .neft
        switch errors.require(chosen, "refund_route", "Choose where the refund goes.") {
        case .neft: self.init(BankDetails(form, kept.number, &errors), RefundAccount.bank)
        case .upi:
            let address = errors.require(kept.upi?.account, "upi", UPIAddress.advice(form["upi"]))
            self.init(address, RefundAccount.upi)
        case nil: return nil
        }
    }

    private init?<Account>(_ account: Account?, _ make: (Account) -> RefundAccount) {
        guard let account else { return nil }
        self = make(account)
    }
}

extension BankDetails {
    /// The typed NEFT details; problems are added to `errors`.
    fileprivate init?(_ form: Fields, _ kept: KeptAccount<String>?, _ errors: inout FormErrors) {
        let holder = errors.require(
            Self.holder(form["holder"]), "holder", "Type the name as the bank has it: 2 to 100 letters.")
        let number = errors.require(
            kept?.account ?? Self.accountNumber(form["account"]), "account",
            "Type the 9 to 18 digits of the account number.")
        if number != nil, kept == nil {
            errors.add("account_again", "The two account numbers are not the same. Type both again.")
        }
        let ifsc = errors.require(Self.ifsc(form["ifsc"]), "ifsc", Self.ifscAdvice(form["ifsc"]))
        let bank = errors.text(form, "bank", 2...100, "Type the name of the bank.")
        let branch = errors.text(form, "branch", 2...100, "Type the branch.")
        guard let holder, let number, let ifsc, let bank, let branch, errors.isEmpty else { return nil }
        self.init(holder: holder, accountNumber: number, ifsc: ifsc, bank: bank, branch: branch)
    }
}
