import Crypto
import Domain
import Web

/// An account number that comes back sealed in its own form, so that another field's error does not cost it. No page shows more of
/// it than the last four digits.
struct KeptAccountNumber {
    let number: String
    let sealed: String

    static let field = "sealed_account"

    var lastFour: String { String(number.suffix(4)) }

    /// The number of a form, when it was typed twice alike, or else the one that it carries.
    init?(_ form: Fields, of order: Order, _ key: SecretKey) {
        let purpose = "account number of a return of \(order.id)"
        if let typed = BankDetails.accountNumber(form["account"]) {
            guard BankDetails.accountNumber(form["account_again"]) == typed else { return nil }
            number = typed
        } else {
            guard form.trimmed("account").isEmpty, let bytes = Base64.url.decode(form[Self.field]),
                let kept = key.open(bytes, purpose: purpose), BankDetails.accountNumber(kept) != nil
            else { return nil }
            number = kept
        }
        sealed = Base64.url.encode(key.seal(number, purpose: purpose))
    }
}
