import Crypto
import Domain
import Web

/// An account number or a UPI id that comes back sealed in its own form, so that another field's error does not cost it. No page
/// shows more of it than its end.
struct KeptAccount<Account> {
    let account: Account
    let sealed: String
    let end: String
}

/// What was typed of a refund account in a return's form, or comes back in it.
struct KeptAccounts {
    static let numberField = "sealed_account"
    static let upiField = "sealed_upi"

    let number: KeptAccount<String>?
    let upi: KeptAccount<UPIAddress>?

    init(_ form: Fields, of order: Order, _ key: SecretKey) {
        number = Self.number(form, "account number of a return of \(order.id)", key)
        upi = Self.upi(form, "UPI id of a return of \(order.id)", key)
    }

    /// The number, when it was typed twice alike, or else the one that the form carries.
    private static func number(_ form: Fields, _ purpose: String, _ key: SecretKey) -> KeptAccount<String>? {
        if let typed = BankDetails.accountNumber(form["account"]) {
            guard BankDetails.accountNumber(form["account_again"]) == typed else { return nil }
            return KeptAccount(account: typed, sealed: seal(typed, purpose, key), end: String(typed.suffix(4)))
        }
        guard form.trimmed("account").isEmpty, let kept = open(form[numberField], purpose, key),
            BankDetails.accountNumber(kept) != nil
        else { return nil }
        return KeptAccount(account: kept, sealed: seal(kept, purpose, key), end: String(kept.suffix(4)))
    }

    private static func upi(_ form: Fields, _ purpose: String, _ key: SecretKey) -> KeptAccount<UPIAddress>? {
        let typed = form.trimmed("upi")
        guard let address = UPIAddress(typed.isEmpty ? open(form[upiField], purpose, key) ?? "" : typed) else {
            return nil
        }
        return KeptAccount(account: address, sealed: seal(address.text, purpose, key), end: address.end)
    }

    private static func seal(_ text: String, _ purpose: String, _ key: SecretKey) -> String {
        Base64.url.encode(key.seal(text, purpose: purpose))
    }

    private static func open(_ sealed: String, _ purpose: String, _ key: SecretKey) -> String? {
        Base64.url.decode(sealed).flatMap { key.open($0, purpose: purpose) }
    }
}
